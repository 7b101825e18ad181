# What is written in the practice e-ID.

eid-paper-number = Practice number
eid-paper-password = Practice password
eid-paper-passcode = Practice passcode
eid-log-in = Log in
eid-forgotten = Forgot it
eid-forgotten-words = The ward police help you set a new one. If someone calls and offers to do it, do not listen.
eid-wallet = My papers
eid-notices = Notices
eid-notices-words = There is nothing new today.
eid-support = Whom to ask
eid-support-words = The ward police help, or the head of the group.
eid-citizen-card = Citizen card
eid-health-card = Health card
eid-health-card-words = For practice. At the doctor's the citizen card is enough.
eid-unlock = Open
eid-show-code = Show code
eid-hold-up = Hold it up
eid-put-away = Put away
eid-scanned = The official has scanned it.
