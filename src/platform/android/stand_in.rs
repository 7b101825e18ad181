//! Stands in for Android's virtual machine in tests: answers as it was told, throws and lacks what it
//! was told, and holds every call to its signature. It knows nothing of Android beyond the tables.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jni::signature::{JavaType, Primitive, RuntimeFieldSignature, RuntimeMethodSignature};

use super::calls::{Call, Java, Member, Object, Value};
use crate::platform::Trouble;

type Answer = Box<dyn FnMut(&[Value]) -> Result<Value, Trouble> + Send>;

/// A machine that does as it was told.
pub struct StandIn {
    version: i32,
    answers: Mutex<HashMap<String, Answer>>,
    heard: Mutex<Vec<(String, Vec<Value>)>>,
}

/// An object of a name.
pub fn object(name: &'static str) -> Value {
    Value::Object(Object(Arc::new(name)))
}

impl StandIn {
    /// A machine of this version, without anything.
    pub fn of_version(version: i32) -> Arc<Self> {
        Arc::new(Self { version, answers: Mutex::default(), heard: Mutex::default() })
    }

    /// From now on `called`, as `Class.name`, gives `value`.
    pub fn gives(&self, called: &str, value: Value) {
        self.answers(called, move |_| Ok(value.clone()));
    }

    /// From now on `called` fails so.
    pub fn fails(&self, called: &str, trouble: fn(String) -> Trouble) {
        let label = called.to_owned();
        self.answers(called, move |_| Err(trouble(label.clone())));
    }

    /// From now on `called` answers so.
    pub fn answers(
        &self,
        called: &str,
        answer: impl FnMut(&[Value]) -> Result<Value, Trouble> + Send + 'static,
    ) {
        self.answers.lock().unwrap().insert(called.to_owned(), Box::new(answer));
    }

    /// How often something was called.
    pub fn count(&self, called: &str) -> usize {
        self.heard.lock().unwrap().iter().filter(|(label, _)| label == called).count()
    }

    /// What something was called with the last time.
    pub fn last(&self, called: &str) -> Option<Vec<Value>> {
        let heard = self.heard.lock().unwrap();
        heard.iter().rev().find(|(label, _)| label == called).map(|(_, with)| with.clone())
    }
}

/// Whether a value may stand where a type is wanted.
fn fits(value: &Value, wanted: &JavaType) -> bool {
    match wanted {
        JavaType::Primitive(Primitive::Boolean) => matches!(value, Value::Truth(_)),
        JavaType::Primitive(Primitive::Int) => matches!(value, Value::Int(_)),
        JavaType::Primitive(Primitive::Long) => matches!(value, Value::Long(_)),
        JavaType::Primitive(Primitive::Float) => matches!(value, Value::Float(_)),
        JavaType::Primitive(Primitive::Void) => matches!(value, Value::Nothing),
        JavaType::Primitive(_) => false,
        JavaType::Object => matches!(value, Value::Null | Value::Text(_) | Value::Object(_)),
        JavaType::Array => matches!(value, Value::Null | Value::Texts(_)),
    }
}

impl Java for StandIn {
    fn call(&self, call: &Call, on: Option<&Object>, with: &[Value]) -> Result<Value, Trouble> {
        let label = call.label();
        if call.since > self.version {
            return Err(Trouble::NotThere(label));
        }
        let needs_object = matches!(call.member, Member::Method | Member::Field);
        assert_eq!(on.is_some(), needs_object, "{label}");
        let gives = match call.member {
            Member::Field | Member::StaticField => {
                assert!(with.is_empty(), "{label}");
                RuntimeFieldSignature::from_str(call.signature).unwrap().field_signature().ty()
            }
            _ => {
                let signature = RuntimeMethodSignature::from_str(call.signature).unwrap();
                let signature = signature.method_signature();
                assert_eq!(signature.args().len(), with.len(), "{label}");
                for (value, wanted) in with.iter().zip(signature.args()) {
                    assert!(fits(value, wanted), "{label}: {value:?} is no {wanted}");
                }
                if call.member == Member::New { JavaType::Object } else { signature.ret() }
            }
        };
        self.heard.lock().unwrap().push((label.clone(), with.to_vec()));
        let mut answers = self.answers.lock().unwrap();
        let Some(answer) = answers.get_mut(&label) else {
            return Err(Trouble::NotThere(label));
        };
        let value = answer(with)?;
        assert!(fits(&value, &gives), "{label}: {value:?} is no {gives}");
        Ok(value)
    }

    fn activity(&self) -> Object {
        Object(Arc::new("activity"))
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn on_main_thread(&self, job: Box<dyn FnOnce() + Send>) {
        job();
    }
}
