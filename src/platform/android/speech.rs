//! The phone's own voice, `android.speech.tts.TextToSpeech`. Without Java nobody can be called back
//! when it is ready, so the listener is null and readiness is asked for: the list of voices is there
//! once the voice is. A voice that needs the network is refused: it would cost, and fail in the field.
//!
//! Android has to be told in the manifest that the app looks for voices (`<queries>` with
//! `android.intent.action.TTS_SERVICE`), or from Android 11 on there are none.

use std::sync::Arc;

use presenter::Manner;

use super::calls::{Calls as _, Java, Object, Value, calls};
use crate::platform::{OwnVoice, Readiness, Trouble};

calls! {
    NEW_VOICE = New "android/speech/tts/TextToSpeech" "<init>"
        "(Landroid/content/Context;Landroid/speech/tts/TextToSpeech$OnInitListener;)V" since 4
        at "android/speech/tts/TextToSpeech#TextToSpeech(android.content.Context,%20android.speech.tts.TextToSpeech.OnInitListener)";
    DEFAULT_ENGINE = Method "android/speech/tts/TextToSpeech" "getDefaultEngine"
        "()Ljava/lang/String;" since 8
        at "android/speech/tts/TextToSpeech#getDefaultEngine()";
    VOICES = Method "android/speech/tts/TextToSpeech" "getVoices" "()Ljava/util/Set;" since 21
        at "android/speech/tts/TextToSpeech#getVoices()";
    LANGUAGE_OF_TAG = Static "java/util/Locale" "forLanguageTag"
        "(Ljava/lang/String;)Ljava/util/Locale;" since 21
        at "java/util/Locale#forLanguageTag(java.lang.String)";
    SET_LANGUAGE = Method "android/speech/tts/TextToSpeech" "setLanguage"
        "(Ljava/util/Locale;)I" since 4
        at "android/speech/tts/TextToSpeech#setLanguage(java.util.Locale)";
    VOICE = Method "android/speech/tts/TextToSpeech" "getVoice"
        "()Landroid/speech/tts/Voice;" since 21
        at "android/speech/tts/TextToSpeech#getVoice()";
    NEEDS_NETWORK = Method "android/speech/tts/Voice" "isNetworkConnectionRequired" "()Z" since 21
        at "android/speech/tts/Voice#isNetworkConnectionRequired()";
    SET_RATE = Method "android/speech/tts/TextToSpeech" "setSpeechRate" "(F)I" since 4
        at "android/speech/tts/TextToSpeech#setSpeechRate(float)";
    NEW_BUNDLE = New "android/os/Bundle" "<init>" "()V" since 1
        at "android/os/Bundle#Bundle()";
    PUT_FLOAT = Method "android/os/Bundle" "putFloat" "(Ljava/lang/String;F)V" since 1
        at "android/os/Bundle#putFloat(java.lang.String,%20float)";
    SPEAK = Method "android/speech/tts/TextToSpeech" "speak"
        "(Ljava/lang/CharSequence;ILandroid/os/Bundle;Ljava/lang/String;)I" since 21
        at "android/speech/tts/TextToSpeech#speak(java.lang.CharSequence,%20int,%20android.os.Bundle,%20java.lang.String)";
    IS_SPEAKING = Method "android/speech/tts/TextToSpeech" "isSpeaking" "()Z" since 4
        at "android/speech/tts/TextToSpeech#isSpeaking()";
    STOP = Method "android/speech/tts/TextToSpeech" "stop" "()I" since 4
        at "android/speech/tts/TextToSpeech#stop()";
    SHUT_DOWN = Method "android/speech/tts/TextToSpeech" "shutdown" "()V" since 4
        at "android/speech/tts/TextToSpeech#shutdown()";
}

const VIETNAMESE: &str = "vi-VN";
/// `TextToSpeech.SUCCESS`.
const SUCCESS: i32 = 0;
/// `TextToSpeech.LANG_AVAILABLE`; what is above it is available too, and more exactly.
const AVAILABLE: i32 = 0;
/// `TextToSpeech.LANG_MISSING_DATA`.
const MISSING_DATA: i32 = -1;
/// `TextToSpeech.QUEUE_FLUSH`: what is being said stops.
const INSTEAD: i32 = 0;
/// `TextToSpeech.Engine.KEY_PARAM_VOLUME`.
const VOLUME: &str = "volume";
/// What an utterance is called; nobody asks for it.
const UTTERANCE: &str = "camtay";

/// The voice's usual rate, as a part of its own: the engines that phones come with speak at more than
/// 200 syllables a minute, the clips at 170. To be judged by ear on a phone.
const USUAL_RATE: f32 = 0.85;

/// The phone's own voice.
pub struct PhoneVoice {
    java: Arc<dyn Java>,
    engine: Option<Object>,
    known: Option<Readiness>,
}

impl PhoneVoice {
    /// A voice that isn't woken yet.
    #[must_use]
    pub fn new(java: Arc<dyn Java>) -> Self {
        Self { java, engine: None, known: None }
    }

    fn engine(&mut self) -> Result<Object, Trouble> {
        if let Some(engine) = &self.engine {
            return Ok(engine.clone());
        }
        let activity = self.java.activity();
        let engine = self.java.object(&NEW_VOICE, None, &[(&activity).into(), Value::Null])?;
        self.engine = Some(engine.clone());
        Ok(engine)
    }

    /// What it is once it is awake.
    fn judge(&self, engine: &Object) -> Result<Readiness, Trouble> {
        let language = self.java.object(&LANGUAGE_OF_TAG, None, &[VIETNAMESE.into()])?;
        Ok(match self.java.int(&SET_LANGUAGE, engine, &[(&language).into()])? {
            AVAILABLE.. => match self.java.maybe(&VOICE, engine, &[])? {
                Some(voice) if self.java.truth(&NEEDS_NETWORK, &voice, &[])? => {
                    Readiness::NeedsData
                }
                Some(_) => Readiness::Ready,
                None => Readiness::NoVietnamese,
            },
            MISSING_DATA => Readiness::NeedsData,
            _ => Readiness::NoVietnamese,
        })
    }

    fn spoke(&self, answer: i32) -> Result<(), Trouble> {
        if answer == SUCCESS { Ok(()) } else { Err(SPEAK.failed()) }
    }
}

impl OwnVoice for PhoneVoice {
    fn readiness(&mut self) -> Result<Readiness, Trouble> {
        if let Some(known) = self.known {
            return Ok(known);
        }
        let engine = self.engine()?;
        let no_engine = match self.java.call(&DEFAULT_ENGINE, Some(&engine), &[])? {
            Value::Text(name) => name.is_empty(),
            _ => true,
        };
        let readiness = if no_engine {
            Readiness::Absent
        } else if self.java.maybe(&VOICES, &engine, &[])?.is_none() {
            return Ok(Readiness::Waking);
        } else {
            self.judge(&engine)?
        };
        self.known = Some(readiness);
        Ok(readiness)
    }

    fn say(&mut self, sentence: &str, manner: Manner) -> Result<(), Trouble> {
        if self.readiness()? != Readiness::Ready {
            return Err(Trouble::NotThere("a Vietnamese voice".to_owned()));
        }
        let engine = self.engine()?;
        let rate = USUAL_RATE * manner.speed.tempo();
        self.java.int(&SET_RATE, &engine, &[Value::Float(rate)])?;
        let how = self.java.object(&NEW_BUNDLE, None, &[])?;
        let volume = (f32::from(manner.loudness) / 100.0).min(1.0);
        self.java.nothing(&PUT_FLOAT, &how, &[VOLUME.into(), Value::Float(volume)])?;
        let with = [sentence.into(), Value::Int(INSTEAD), (&how).into(), UTTERANCE.into()];
        self.spoke(self.java.int(&SPEAK, &engine, &with)?)
    }

    fn is_speaking(&mut self) -> Result<bool, Trouble> {
        match &self.engine {
            Some(engine) => self.java.truth(&IS_SPEAKING, engine, &[]),
            None => Ok(false),
        }
    }

    fn stop(&mut self) -> Result<(), Trouble> {
        match &self.engine {
            Some(engine) => self.java.int(&STOP, engine, &[]).map(|_| ()),
            None => Ok(()),
        }
    }
}

impl Drop for PhoneVoice {
    fn drop(&mut self) {
        if let Some(engine) = &self.engine {
            // Where it can't be reached there is nothing to be given back.
            let _ = self.java.nothing(&SHUT_DOWN, engine, &[]);
        }
    }
}

#[cfg(test)]
mod tests {
    use narration::Speed;

    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    /// A phone whose voice is awake and speaks Vietnamese.
    fn phone() -> Arc<StandIn> {
        let phone = StandIn::of_version(30);
        phone.gives("TextToSpeech.<init>", object("engine"));
        phone.gives("TextToSpeech.getDefaultEngine", Value::Text("com.example.voice".to_owned()));
        phone.gives("TextToSpeech.getVoices", object("voices"));
        phone.gives("Locale.forLanguageTag", object("Vietnamese"));
        phone.gives("TextToSpeech.setLanguage", Value::Int(1));
        phone.gives("TextToSpeech.getVoice", object("voice"));
        phone.gives("Voice.isNetworkConnectionRequired", Value::Truth(false));
        phone.gives("TextToSpeech.setSpeechRate", Value::Int(SUCCESS));
        phone.gives("Bundle.<init>", object("bundle"));
        phone.gives("Bundle.putFloat", Value::Nothing);
        phone.gives("TextToSpeech.speak", Value::Int(SUCCESS));
        phone.gives("TextToSpeech.isSpeaking", Value::Truth(true));
        phone.gives("TextToSpeech.stop", Value::Int(SUCCESS));
        phone.gives("TextToSpeech.shutdown", Value::Nothing);
        phone
    }

    fn readiness(phone: &Arc<StandIn>) -> Result<Readiness, Trouble> {
        PhoneVoice::new(phone.clone()).readiness()
    }

    #[test]
    fn a_sentence_is_said_whole_as_fast_and_loud_as_wanted_and_given_back() {
        let phone = phone();
        let mut voice = PhoneVoice::new(phone.clone());
        let manner = Manner { speed: Speed::Slow, loudness: 50 };
        voice.say("Chạm nút Quét mã.", manner).unwrap();
        let spoken = phone.last("TextToSpeech.speak").unwrap();
        assert!(matches!(&spoken[0], Value::Text(text) if text == "Chạm nút Quét mã."));
        let Some([Value::Float(rate)]) =
            phone.last("TextToSpeech.setSpeechRate").as_deref().map(|all| [all[0].clone()])
        else {
            panic!("no rate");
        };
        assert!(rate < USUAL_RATE);
        assert!(matches!(phone.last("Bundle.putFloat").unwrap()[1], Value::Float(0.5)));
        assert_eq!(voice.is_speaking(), Ok(true));
        voice.stop().unwrap();
        drop(voice);
        assert_eq!(phone.count("TextToSpeech.shutdown"), 1);
        assert_eq!(phone.count("TextToSpeech.<init>"), 1, "one connection for all");
    }

    #[test]
    fn nobody_is_called_back_so_the_voice_is_asked_until_it_is_awake() {
        let phone = phone();
        phone.gives("TextToSpeech.getVoices", Value::Null);
        let mut voice = PhoneVoice::new(phone.clone());
        assert_eq!(voice.readiness(), Ok(Readiness::Waking));
        assert!(voice.say("Mời bà.", Manner::default()).is_err(), "nothing is said half awake");
        assert_eq!(phone.count("TextToSpeech.speak"), 0);
        phone.gives("TextToSpeech.getVoices", object("voices"));
        assert_eq!(voice.readiness(), Ok(Readiness::Ready));
        assert!(matches!(phone.last("TextToSpeech.<init>").unwrap()[1], Value::Null));
    }

    #[test]
    fn a_phone_that_cannot_speak_vietnamese_says_why() {
        let phone = phone();
        phone.gives("TextToSpeech.setLanguage", Value::Int(MISSING_DATA));
        assert_eq!(readiness(&phone), Ok(Readiness::NeedsData));
        phone.gives("TextToSpeech.setLanguage", Value::Int(-2));
        assert_eq!(readiness(&phone), Ok(Readiness::NoVietnamese));
        phone.gives("TextToSpeech.setLanguage", Value::Int(0));
        phone.gives("Voice.isNetworkConnectionRequired", Value::Truth(true));
        assert_eq!(readiness(&phone), Ok(Readiness::NeedsData), "no voice over prepaid data");
        phone.gives("TextToSpeech.getDefaultEngine", Value::Null);
        assert_eq!(readiness(&phone), Ok(Readiness::Absent));
    }

    #[test]
    fn a_missing_class_a_thrown_error_and_a_refusal_are_told_apart() {
        let phone = phone();
        phone.answers("TextToSpeech.speak", |_| Ok(Value::Int(-1)));
        let mut voice = PhoneVoice::new(phone.clone());
        let refused = voice.say("Mời bà.", Manner::default());
        assert_eq!(refused, Err(Trouble::Failed("TextToSpeech.speak".to_owned())));
        phone.fails("TextToSpeech.speak", Trouble::Failed);
        assert_eq!(voice.say("Mời bà.", Manner::default()), refused, "no word of the sentence");
        let bare = StandIn::of_version(30);
        let missing = Trouble::NotThere("TextToSpeech.<init>".to_owned());
        assert_eq!(readiness(&bare), Err(missing));
    }
}
