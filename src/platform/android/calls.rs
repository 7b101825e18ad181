//! What is called on Android: each class, member, signature and first version in a table, beside the
//! page that documents it. The tables are what the calls are made with, so neither can drift from the
//! other; a test reads every line of them with the parser of the `jni` crate.
//!
//! It makes no call itself; that is [`Java`]'s part.

use std::any::Any;
use std::sync::Arc;

use crate::platform::Trouble;

/// What kind of member is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// A method of an object.
    Method,
    /// A method of a class.
    Static,
    /// A constructor.
    New,
    /// A field of an object.
    Field,
    /// A field of a class.
    StaticField,
}

/// One line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// What kind of member it is.
    pub member: Member,
    /// Its class, as the virtual machine writes it: `android/os/Vibrator`.
    pub class: &'static str,
    /// Its name; `<init>` for a constructor.
    pub name: &'static str,
    /// Its types, as the virtual machine writes them: `(Ljava/lang/String;)I`.
    pub signature: &'static str,
    /// The first version of Android that has it.
    pub since: i32,
    /// Where Android documents it.
    pub page: &'static str,
}

impl Call {
    /// What errors call it: class and name, and never what it was called with.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}.{}", self.class.rsplit('/').next().unwrap_or(self.class), self.name)
    }

    pub(super) fn failed(&self) -> Trouble {
        Trouble::Failed(self.label())
    }

    pub(super) fn unusable(&self) -> Trouble {
        Trouble::Unusable(self.label())
    }
}

/// Makes a constant of each line, and the `TABLE` of all of them.
macro_rules! calls {
    ($($name:ident = $member:ident $class:literal $called:literal $signature:literal
        since $since:literal at $page:literal;)*) => {
        $(const $name: $crate::platform::android::calls::Call =
            $crate::platform::android::calls::Call {
                member: $crate::platform::android::calls::Member::$member,
                class: $class,
                name: $called,
                signature: $signature,
                since: $since,
                page: concat!("https://developer.android.com/reference/", $page),
            };)*

        /// Everything that is called here.
        #[cfg(test)]
        pub const TABLE: &[$crate::platform::android::calls::Call] = &[$($name),*];
    };
}
pub(super) use calls;

/// An object that lives in the virtual machine, for as long as somebody holds on to it.
#[derive(Clone)]
pub struct Object(pub(super) Arc<dyn Any + Send + Sync>);

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Object(…)")
    }
}

/// What goes in and comes out.
#[derive(Debug, Clone)]
pub enum Value {
    /// Of a method that returns nothing.
    Nothing,
    /// A reference to nothing.
    Null,
    /// A `boolean`.
    Truth(bool),
    /// An `int`.
    Int(i32),
    /// A `long`.
    Long(i64),
    /// A `float`.
    Float(f32),
    /// A `String`, or where a `CharSequence` goes in.
    Text(String),
    /// An array of strings; goes in only.
    Texts(Vec<String>),
    /// Any other object.
    Object(Object),
}

impl From<&Object> for Value {
    fn from(object: &Object) -> Self {
        Self::Object(object.clone())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The virtual machine, or what stands in for it in tests.
///
/// Whatever is thrown is cleared before a call returns, and becomes a [`Trouble`].
pub trait Java: Send + Sync {
    /// Calls it, on `on` where it belongs to an object.
    ///
    /// # Errors
    /// [`Trouble::NotThere`] where this Android has no such class or member, [`Trouble::Failed`] where
    /// something was thrown, [`Trouble::NotAllowed`] where that was about a right, and
    /// [`Trouble::Unusable`] where the types don't fit.
    fn call(&self, call: &Call, on: Option<&Object>, with: &[Value]) -> Result<Value, Trouble>;

    /// The activity.
    fn activity(&self) -> Object;

    /// The version of Android, by its number: 26 is Android 8.
    fn version(&self) -> i32;

    /// Has something done on the thread that Android draws its own windows on, soon.
    fn on_main_thread(&self, job: Box<dyn FnOnce() + Send>);
}

/// The same, by the type that is wanted.
pub(super) trait Calls {
    fn object(&self, call: &Call, on: Option<&Object>, with: &[Value]) -> Result<Object, Trouble>;
    fn maybe(&self, call: &Call, on: &Object, with: &[Value]) -> Result<Option<Object>, Trouble>;
    fn int(&self, call: &Call, on: &Object, with: &[Value]) -> Result<i32, Trouble>;
    fn truth(&self, call: &Call, on: &Object, with: &[Value]) -> Result<bool, Trouble>;
    fn float(&self, call: &Call, on: &Object) -> Result<f32, Trouble>;
    fn nothing(&self, call: &Call, on: &Object, with: &[Value]) -> Result<(), Trouble>;
    /// A system service by its name, which an Android may lack.
    fn service(&self, name: &str) -> Result<Object, Trouble>;
}

calls! {
    GET_SYSTEM_SERVICE = Method "android/content/Context" "getSystemService"
        "(Ljava/lang/String;)Ljava/lang/Object;" since 1
        at "android/content/Context#getSystemService(java.lang.String)";
}

impl Calls for Arc<dyn Java> {
    fn object(&self, call: &Call, on: Option<&Object>, with: &[Value]) -> Result<Object, Trouble> {
        match self.call(call, on, with)? {
            Value::Object(object) => Ok(object),
            Value::Null => Err(Trouble::NotThere(call.label())),
            _ => Err(call.unusable()),
        }
    }

    fn maybe(&self, call: &Call, on: &Object, with: &[Value]) -> Result<Option<Object>, Trouble> {
        match self.call(call, Some(on), with)? {
            Value::Object(object) => Ok(Some(object)),
            Value::Null => Ok(None),
            _ => Err(call.unusable()),
        }
    }

    fn int(&self, call: &Call, on: &Object, with: &[Value]) -> Result<i32, Trouble> {
        match self.call(call, Some(on), with)? {
            Value::Int(number) => Ok(number),
            _ => Err(call.unusable()),
        }
    }

    fn truth(&self, call: &Call, on: &Object, with: &[Value]) -> Result<bool, Trouble> {
        match self.call(call, Some(on), with)? {
            Value::Truth(truth) => Ok(truth),
            _ => Err(call.unusable()),
        }
    }

    fn float(&self, call: &Call, on: &Object) -> Result<f32, Trouble> {
        match self.call(call, Some(on), &[])? {
            Value::Float(number) => Ok(number),
            _ => Err(call.unusable()),
        }
    }

    fn nothing(&self, call: &Call, on: &Object, with: &[Value]) -> Result<(), Trouble> {
        self.call(call, Some(on), with).map(|_| ())
    }

    fn service(&self, name: &str) -> Result<Object, Trouble> {
        self.object(&GET_SYSTEM_SERVICE, Some(&self.activity()), &[name.into()])
    }
}
