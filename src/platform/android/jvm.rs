//! The calls themselves, through the `jni` crate: the only place that holds raw references. A call
//! needs its line in a table, and takes and gives plain values.
//!
//! Not proven: on the desktop there is no such machine, so this file is compiled and never run. What
//! it is handed is judged by the same parser in the tests of the tables.

use std::sync::Arc;

use jni::JValue;
use jni::errors::Error;
use jni::objects::{JObject, JString};
use jni::refs::Global;
use jni::signature::{RuntimeFieldSignature, RuntimeMethodSignature};
use jni::strings::JNIString;
use jni::{Env, JValueOwned, JavaVM};

use super::calls::{Call, Java, Member, Object, Value};
use crate::platform::Trouble;

type Job = Box<dyn FnOnce() + Send>;
type Kept = Global<JObject<'static>>;

/// The virtual machine of this process.
pub struct Jvm {
    vm: JavaVM,
    activity: Object,
    version: i32,
    main_thread: Box<dyn Fn(Job) + Send + Sync>,
}

impl Jvm {
    /// The machine, the activity in it, which version of Android it is, and what runs something on
    /// the main thread.
    pub fn new(
        vm: JavaVM,
        activity: Kept,
        version: i32,
        main_thread: impl Fn(Job) + Send + Sync + 'static,
    ) -> Self {
        let (activity, main_thread) = (Object(Arc::new(activity)), Box::new(main_thread));
        Self { vm, activity, version, main_thread }
    }
}

impl Java for Jvm {
    fn call(&self, call: &Call, on: Option<&Object>, with: &[Value]) -> Result<Value, Trouble> {
        if call.since > self.version {
            return Err(Trouble::NotThere(call.label()));
        }
        let attached = self.vm.attach_current_thread(|env| -> Result<_, Error> {
            let outcome = perform(env, call, on, with).map_err(|error| trouble(&error, call));
            // A thrown object that is left there would break the next call, whosever it is.
            if env.exception_check() {
                env.exception_clear();
            }
            Ok(outcome)
        });
        attached.unwrap_or_else(|error| Err(trouble(&error, call)))
    }

    fn activity(&self) -> Object {
        self.activity.clone()
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn on_main_thread(&self, job: Job) {
        (self.main_thread)(job);
    }
}

fn trouble(error: &Error, call: &Call) -> Trouble {
    match error {
        Error::ClassNotFound { .. }
        | Error::NoClassDefFound { .. }
        | Error::MethodNotFound { .. }
        | Error::NoSuchMethod(_)
        | Error::FieldNotFound { .. } => Trouble::NotThere(call.label()),
        Error::SecurityViolation => Trouble::NotAllowed(call.label()),
        Error::CaughtJavaException { name, .. } if name.ends_with("SecurityException") => {
            Trouble::NotAllowed(call.label())
        }
        Error::InvalidArgList(_) | Error::WrongJValueType(..) | Error::ParseFailed(_) => {
            call.unusable()
        }
        _ => call.failed(),
    }
}

fn kept(object: &Object) -> Result<&Kept, Error> {
    object.0.downcast_ref::<Kept>().ok_or(Error::WrongObjectType)
}

/// The reference behind an object, good for as long as somebody holds on to the object; for AccessKit,
/// which has a `jni` of its own. `None` for an object of another machine.
pub fn raw(object: &Object) -> Option<jni::sys::jobject> {
    kept(object).ok().map(|kept| kept.as_obj().as_raw())
}

/// What a value is inside the machine; objects made for it live as long as the call.
enum Inside<'local> {
    Plain(JValue<'static>),
    Made(JObject<'local>),
    Held(Object),
}

fn inside<'local>(env: &mut Env<'local>, value: &Value) -> Result<Inside<'local>, Error> {
    Ok(match value {
        Value::Nothing | Value::Null => Inside::Made(JObject::null()),
        Value::Truth(truth) => Inside::Plain(JValue::Bool(*truth)),
        Value::Int(number) => Inside::Plain(JValue::Int(*number)),
        Value::Long(number) => Inside::Plain(JValue::Long(*number)),
        Value::Float(number) => Inside::Plain(JValue::Float(*number)),
        Value::Text(text) => Inside::Made(env.new_string(text)?.into()),
        Value::Texts(texts) => {
            let class = JNIString::new("java/lang/String");
            let length = i32::try_from(texts.len()).map_err(|_| Error::IndexOutOfBounds)?;
            let array = env.new_object_array(length, &class, JObject::null())?;
            for (place, text) in texts.iter().enumerate() {
                let text: JObject<'_> = env.new_string(text)?.into();
                array.set_element(env, place, &text)?;
            }
            Inside::Made(array.into())
        }
        Value::Object(object) => Inside::Held(object.clone()),
    })
}

fn perform(
    env: &mut Env<'_>,
    call: &Call,
    on: Option<&Object>,
    with: &[Value],
) -> Result<Value, Error> {
    let with: Vec<Inside<'_>> =
        with.iter().map(|value| inside(env, value)).collect::<Result<_, _>>()?;
    let mut values = Vec::with_capacity(with.len());
    for value in &with {
        values.push(match value {
            Inside::Plain(value) => *value,
            Inside::Made(object) => JValue::Object(object),
            Inside::Held(object) => JValue::Object(kept(object)?.as_obj()),
        });
    }
    let (class, name) = (JNIString::new(call.class), JNIString::new(call.name));
    let on = || kept(on.ok_or(Error::NullPtr("object"))?);
    let returned = match call.member {
        Member::Method => {
            let signature = RuntimeMethodSignature::from_str(call.signature)?;
            env.call_method(on()?.as_obj(), &name, signature.method_signature(), &values)?
        }
        Member::Static => {
            let signature = RuntimeMethodSignature::from_str(call.signature)?;
            env.call_static_method(&class, &name, signature.method_signature(), &values)?
        }
        Member::New => {
            let signature = RuntimeMethodSignature::from_str(call.signature)?;
            JValueOwned::Object(env.new_object(&class, signature.method_signature(), &values)?)
        }
        Member::Field => {
            let signature = RuntimeFieldSignature::from_str(call.signature)?;
            env.get_field(on()?.as_obj(), &name, signature.field_signature())?
        }
        Member::StaticField => {
            let signature = RuntimeFieldSignature::from_str(call.signature)?;
            env.get_static_field(&class, &name, signature.field_signature())?
        }
    };
    let is_text = call.signature.ends_with("Ljava/lang/String;");
    Ok(match returned {
        JValueOwned::Void => Value::Nothing,
        JValueOwned::Bool(truth) => Value::Truth(truth),
        JValueOwned::Int(number) => Value::Int(number),
        JValueOwned::Long(number) => Value::Long(number),
        JValueOwned::Float(number) => Value::Float(number),
        JValueOwned::Object(object) if object.is_null() => Value::Null,
        JValueOwned::Object(object) if is_text => {
            Value::Text(env.cast_local::<JString<'_>>(object)?.try_to_string(env)?)
        }
        JValueOwned::Object(object) => {
            Value::Object(Object(Arc::new(env.new_global_ref(&object)?)))
        }
        _ => return Err(Error::WrongJValueType("a value", "of a type that no table has")),
    })
}
