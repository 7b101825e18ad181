# The voice of someone you know: who reads, recording sentence by sentence, keeping and handing on.

voice-title = Familiar voices
voice-hello = Family or a teacher reads into the phone. From then on lessons speak in that voice.
voice-add = Add a voice
voice-take-in = Take in a voice file
voice-take-in-about = Recorded on another phone

voice-own = The phone's own voice
voice-own-about = Not fetched yet
voice-own-needs-data = This phone can read Vietnamese, but its voice isn't fetched yet. Ask your family to go online and fetch it in the phone's Settings. It's fine without, too.

voice-new-title = Whose voice?
voice-who-unnamed = A voice without a name

voice-one = Choose what to do with this voice.
voice-do-record = Record the sentences
voice-do-prefer = Hear this voice first
voice-do-prefer-already = This voice is heard first
voice-preferred = From now on this voice speaks first. What it has not recorded, another voice says.
    .say = From now on this voice speaks first. What it has not recorded, another voice says.
voice-do-hand-on = Save as one file
voice-do-hand-on-about = To copy to another phone
voice-do-erase = Erase this voice
voice-handed-on = Saved as one file. Ask your family to copy it to the other phone.
voice-taken-in = The new voice is here. The later recording is always kept.
voice-nothing-to-take-in = No voice file is here yet. Ask your family to copy one, then touch again.

voice-parts-title = Which part?
voice-parts = Each part is a lesson. A little every day is fine.
voice-part-numbers = Numbers and money
voice-part-common = Greetings and reminders
voice-part-state = { $number } of { $count } recorded
voice-part-done = This part is done. Thank you for reading!

voice-line-place = Sentence { $number } of { $count }

voice-ready = Touch Record, read the words above aloud, then touch Finished. The phone listens only then.
voice-recording = Recording. When you have read it, touch the button below.
voice-heard = Is it clear? If not, record it again.
voice-kept-before = This one is recorded. The old one stays until you like the new one.
voice-button-record = Record
voice-button-stop = Finished
voice-button-keep = It is good
voice-button-again = Record again
voice-button-skip = Next sentence

voice-erase-title = Erase this voice?
voice-erase = It can't be brought back. Keeping it does no harm.
voice-button-not-erase = Keep it
voice-button-erase = Erase it
voice-erased = That voice is erased. Lessons speak in another voice.

voice-fault-silent = Nothing was heard. Hold the phone closer and read again.
voice-fault-clipped = That was too loud and crackled. Hold the phone a hand away and read again.
voice-fault-noise = It is too noisy here. Find a quieter room and read again.
voice-fault-quiet = That was a little soft. Hold the phone closer and read louder.
voice-fault-short = The sentence seems cut short. Read all of it, without hurry.
voice-fault-long = This sentence is short. Read just the words above, in one go.
voice-fault-unusable = That didn't come out clearly. Please read it once more.

voice-no-microphone = The phone can't hear yet. Ask your family to allow the microphone for Cầm Tay.
voice-asking = The phone asks whether Cầm Tay may record. If you agree, touch Allow, or While using the app.
voice-may-listen = The phone can hear now. Touch Record, then read the sentence aloud.
voice-may-not-listen = That is all right. When you want to record, ask your family to allow it.
voice-not-kept = That sentence wasn't saved. The earlier ones are safe. Please try again.
voice-full = The phone is full, so it wasn't saved. Ask your family to remove some photos.
voice-file-not-ours = This file holds no voice of Cầm Tay. Ask your family to choose another.
voice-file-damaged = This voice file was damaged on the way. Ask your family to copy it again.
voice-file-newer = This file is from a newer Cầm Tay. Ask your family to update Cầm Tay.
voice-file-other-texts = The voice in this file reads other lessons and can't be used here.
voice-file-too-large = This file is too large to be a voice. Ask your family to choose another.
voice-file-empty = Nothing is recorded in this voice yet. Record a sentence first.

voice-level-silent = Nothing heard yet
voice-level-soft = A little soft
voice-level-good = Just right
voice-level-loud = Too loud
