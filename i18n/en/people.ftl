# Several people on one phone: names of pictures' buttons, of settings about oneself, and states.

home-me = Who is learning
settings-mine = About me

people-new = Someone new
people-guest = Just try
people-guest-done = Done trying
people-choose = Choose this
people-others = Others
people-locked = Has a secret number
people-no-picture = No picture yet

people-pin-set = Set a secret number
people-pin-change = Change my number
people-pin-remove = Remove my number
people-pin-forgot = I forgot
people-pin-delete = Clear

people-data-kept = What is kept
people-data-consents = What I allow
people-join = Join my ward
people-joined = Joined { $ward }
people-join-title = The ward's code
    .say = Type the code from the ward, then touch Done. The instructor can help.
people-data-me = Picture, name and number

people-sent = Sent { $sent } of { $total }, last at { $time }.
people-sent-some = Sent { $sent } of { $total }.
people-sent-never = Nothing sent yet.
people-sent-on-way = { $received } on the way.

people-kept-since = Learning since { $date }
people-kept-lessons = Lessons passed: { $count }
people-kept-touches = Touches: { $count }
people-kept-recordings = Voice recordings: { $count }
people-kept-picture = Picture: { $picture }
people-kept-nickname = Name: { $name }
people-export = Make a copy
people-erase = Erase all of mine
people-erase-now = Erase
people-erase-keep = Keep it
people-picture-change = Change picture
people-nickname = Name at home
people-nickname-title = Name at home
    .say = Type the name you go by at home, then touch Done. No need for the full name.

people-send = Send my results to my teacher
people-recordings = Keep my voice recordings
people-yes = I agree
people-no = No
people-unanswered = No answer yet
people-answered = Answer: { $answer }

people-guest-keep = Keep it
people-guest-drop = Let it go
