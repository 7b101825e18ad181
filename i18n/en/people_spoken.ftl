# What is said about several people on one phone. All of it is spoken: no form of address, no digits.

people-who = Who is learning today? Touch your picture.
people-picture = Choose a picture you like. Touch one to hear its name.
people-picture-like = If you like it, touch Choose this.

people-pin-ask = Type your four secret digits.
people-pin-none = No digit typed yet.
people-pin-one = One digit typed.
people-pin-two = Two digits typed.
people-pin-three = Three digits typed.
people-pin-wrong = That was not the number. Take your time and try again.
people-pin-wait = That was not the number. Let us rest a little, then try again.
people-pin-new = Choose four digits that are easy to remember and type them.
people-pin-again = Type the same four digits once more.
people-pin-different = The two were not the same. Let us choose again.
people-pin-done = Done! From now on these four digits open your lessons.
people-pin-removed = The number is gone. Your lessons open at once now.
people-pin-forgotten = That is all right. Touch I forgot, and in one day it opens without a number.
people-pin-noted = Noted. Tomorrow at this time it opens by itself.
people-pin-over = The old number is gone. Type four digits if you want a new one.

people-data = This is what the phone knows about you. Touch what you want to see.
people-kept = Only this is kept. Nothing is sent to anyone unless you agree.
people-exported = A copy was made. Its name is below.
people-not-handed-over = The copy is in the phone, but it could not be put where others find it. Nothing is lost. Let us try again another time.
people-consents = There are two things to ask. Touch each one to hear it and answer.
people-send-ask = Send my results to my teacher and the ward, so that they can help. Do you agree?
people-recordings-ask = Keep my voice recordings on this phone, to listen to them. Do you agree?
people-consent-noted = Noted. You can change it at any time.
people-join-mistyped = The code is not right yet: a letter is wrong. Look it over and correct it.
people-join-waiting = Joining your ward. Just a moment.
people-join-done = You have joined your ward. Your results will go to your teacher.
people-join-refused = The ward does not take this code; it may have been used. Ask for a new one.
people-join-later = Your ward could not be reached. Nothing is lost; try again later.
people-join-no = Then nothing is sent. You can change this at any time.
people-me = Here you can change your picture, your name and your number.

people-erase-what = Erasing takes your lessons, picture and number away. They cannot come back.
people-erase-sure = Are you sure? If not, touch Keep it.
people-erased = All is erased. Nothing of that person is left on this phone.

people-guest-hello = You are just trying. Feel free: nothing is kept.
people-guest-end = Done trying. Shall we keep what you have learnt?

people-hello-ong = Hello
people-hello-ba = Hello
people-hello-co = Hello
people-hello-chu = Hello
people-hello-bac = Hello
people-hello-anh = Hello
people-hello-chi = Hello

picture-lotus = Lotus
picture-hat = Leaf hat
picture-buffalo = Buffalo
picture-cat = Cat
picture-hen = Hen
picture-carp = Carp
picture-bamboo = Bamboo
picture-sun = Sun
picture-moon = Moon
picture-bicycle = Bicycle
picture-teapot = Teapot
picture-custard-apple = Custard apple
