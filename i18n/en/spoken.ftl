# The app's own sentences that are spoken in Vietnamese; in English they are only written.

welcome-hello = Hello! Cầm Tay will practise using the phone with you, one step at a time.
welcome-how-to-call = What would you like to be called? Please touch a group.
welcome-which-one = Please touch the one you like best.

home-greeting = Hello! Let us learn together today.
home-start = Start learning
home-continue = Go on learning
home-review = Practise again

stage-watch = Just sit and watch. The hand shows every step.
stage-together = Now we do it together. Touch the button with the orange ring.
stage-alone = Now try it on your own. If you forget, touch Help me.
stage-check = Last part: all of it by yourself, with no hints. Take your time.
stage-again = Nearly there! Let us practise it together once more.

remark-just-watch = There is nothing to do yet but watch. Then touch Next.
remark-astray = Never mind. Touch Go back to return.
remark-next-digit = Not that one yet. Touch the digit with the orange ring.
remark-wrong-digit = The amount is not right yet. Touch Delete and type it again; nothing is lost.

help-check = This part is done alone. Touch Help me once more and we do it together, and practise it again later.
help-where = Look at the hand. Touch where it points.
help-where-key = Look at the hand. Press the key that it points at.
help-where-back = The button Go back, at the bottom, has an orange ring now. Touch it.
help-where-main = The big button below has an orange ring now. Touch it to go on.
help-where-answers = Let us read the answers one by one.
help-where-look = Look closely at what has the orange ring, then choose.
help-where-decline = If you do not know, touch the button with the orange ring to go on to something else.
help-with-you = Let us do it together. The hand touches it now.
help-with-you-button = Let us do it together. The button with the orange ring is being touched now.
help-with-you-answer = The answer with the hand is the right one.
help-done = Done.
help-page-choose = Here you choose. Touch any button, or Go back if you would rather not.
help-page-out = Nobody can do this for you. To leave it, touch Go back.

end-praise = Well done! That was the whole lesson.
end-review-tomorrow = Tomorrow we practise it once more, so that it stays.
end-review-in-days = { $days ->
    [one] In { $days } day we practise it once more, so that it stays.
   *[other] In { $days } days we practise it once more, so that it stays.
}

home-hello = Touch the large button near the bottom to begin.
settings-hello = Choose the letters and colours that suit you. Then touch Go back.

today-continue = Let us go on with: { $lesson }.
today-review = Today we review: { $lesson }.
today-start = Today there is a new lesson: { $lesson }.
today-rest-tomorrow = Nothing to review today. We review tomorrow.
today-rest = Nothing to review today. We review in { $days } days.

calibration-hello = Let us fit the app to your hand and eye. It takes about a minute.
calibration-text = Can you read this well? Touch plus for bigger text.
calibration-voice = Can you hear this well? If not, touch Louder or Slower.
calibration-touch = Touch the flower. When it moves, touch it again.
calibration-done = Done! The app knows your hand now.

stage-placement = Try this by yourself. If you do not know it, touch I do not know yet.
help-placement = It is fine not to know. Just touch I do not know yet.
placement-hello = Let us try a few things, about two minutes. What you know needs no lesson.
placement-known = Very good! We leave out what you know already.
placement-new = We take one lesson after another, and each one shows you how.

demonstration-hello = Let us look at this together. Please choose a lesson.

back-hello = Hello! Let us go on with this lesson:
back-at-watch = This is the part called Watch.
back-at-together = This is the part called Together.
back-at-alone = This is the part called On your own.
back-at-check = This is the part called Check.
leaving-hello = To take a rest, touch First page. The lesson stays as it is.

went-back = Let us look at the step before.
went-back-home = Now we are back where we were.
went-back-undone = One step was taken back.
first-page = This is the first page.

# What something is that was typed or scanned where something else was wanted.
outside-link = There is a link in this. Do not open it; ask your family first.
outside-identity-card = This is the code of an identity card or another paper. It is not kept; show it to no stranger.
outside-wifi = This is the code of a Wi-Fi network. The password in it is not kept.
outside-name-card = This is somebody's name card. Nothing was written into your contacts.
outside-dial-code = This is a code to be dialled. Nobody was called.
outside-call-forwarding = This code sends your calls to somebody else's phone. Do not dial it.
outside-practice = This is a payment code for practice, no real money.
outside-practice-damaged = This is a practice code with a letter missing or wrong. Take another one.
outside-real = This is the real payment code of a shop. Nothing was paid.
outside-real-unreadable = This is a real payment code whose amount cannot be read. Nothing was paid.
outside-foreign = This is a real payment code of another country. Nothing was paid.
outside-damaged = This payment code is damaged. Do not pay by it.
