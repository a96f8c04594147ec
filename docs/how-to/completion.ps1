# Completes the command "screening" in PowerShell. Load it from your profile:
#
#     . C:\path\to\completion.ps1
#
# It asks screening itself, in the way that the shell fish does: the words so far stand in
# COMP_WORDS, the word that is being written in COMP_CWORD, and the answer is a line for each
# suggestion, "plain,VALUE<tab>HELP".

Register-ArgumentCompleter -Native -CommandName screening -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # In single quotes, so that a backslash in a path stays one. A word that is not begun becomes
    # two quotes: an empty variable would not be set at all.
    $quoted = { param($text) "'" + ([string]$text).Trim('"', "'").Replace("'", "'\''") + "'" }
    $words = $commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object { & $quoted $_.Extent.Text }

    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:_SCREENING_COMPLETE = 'fish_complete'
        $env:COMP_WORDS = $words -join ' '
        $env:COMP_CWORD = & $quoted $wordToComplete
        $answer = @(& screening 2>$null)
    }
    finally {
        [Console]::OutputEncoding = $encoding
        $asked = 'Env:_SCREENING_COMPLETE', 'Env:COMP_WORDS', 'Env:COMP_CWORD'
        Remove-Item -Path $asked -ErrorAction Ignore
    }

    foreach ($line in $answer) {
        $type, $suggestion = $line -split ',', 2
        if ($type -eq 'plain') {
            $value, $help = $suggestion -split "`t", 2
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $help)
        }
    }
}
