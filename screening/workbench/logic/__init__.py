"""What a rule set can and cannot do, decided by argument: every case, not a sample.

Conditions speak of one candidate, one partner or the proposal at a time, and of how many
there are with a finding.  So candidates and partners fall into finitely many profiles, and a
case is how many there are of each, who is the best host, and the facts of the proposal.
"""
