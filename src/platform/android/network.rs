//! The network, `android.net.ConnectivityManager`: whether there is one, and whether it costs. Asked
//! when the app is seen again and when a sync is due; it registers for nothing, so it wakes nobody.
//! Needs `android.permission.ACCESS_NETWORK_STATE`, which nobody is asked for.

use std::sync::Arc;

use sync::LinkKind;

use super::calls::{Calls as _, Java, Value, calls};
use crate::platform::{Network, Trouble};

calls! {
    ACTIVE_NETWORK = Method "android/net/ConnectivityManager" "getActiveNetwork"
        "()Landroid/net/Network;" since 23
        at "android/net/ConnectivityManager#getActiveNetwork()";
    IS_METERED = Method "android/net/ConnectivityManager" "isActiveNetworkMetered" "()Z" since 16
        at "android/net/ConnectivityManager#isActiveNetworkMetered()";
    NETWORK_NAME = Method "android/net/Network" "toString" "()Ljava/lang/String;" since 21
        at "android/net/Network#toString()";
}

/// `Context.CONNECTIVITY_SERVICE`.
const SERVICE: &str = "connectivity";

/// The network that the phone uses for apps.
pub struct PhoneNetwork(pub Arc<dyn Java>);

impl Network for PhoneNetwork {
    fn link(&mut self) -> Result<LinkKind, Trouble> {
        let manager = self.0.service(SERVICE)?;
        if self.0.maybe(&ACTIVE_NETWORK, &manager, &[])?.is_none() {
            return Ok(LinkKind::Offline);
        }
        let metered = self.0.truth(&IS_METERED, &manager, &[])?;
        Ok(if metered { LinkKind::Metered } else { LinkKind::Unmetered })
    }

    fn networks(&mut self) -> Vec<String> {
        let name = || {
            let manager = self.0.service(SERVICE)?;
            let Some(network) = self.0.maybe(&ACTIVE_NETWORK, &manager, &[])? else {
                return Ok(None);
            };
            // A number that the system gives each network anew.
            Ok::<_, Trouble>(match self.0.call(&NETWORK_NAME, Some(&network), &[])? {
                Value::Text(name) => Some(name),
                _ => None,
            })
        };
        name().ok().flatten().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    #[test]
    fn no_network_one_that_costs_and_one_that_does_not() {
        let phone = StandIn::of_version(28);
        phone.gives("Context.getSystemService", object("manager"));
        phone.gives("ConnectivityManager.getActiveNetwork", object("network"));
        phone.gives("ConnectivityManager.isActiveNetworkMetered", Value::Truth(true));
        phone.gives("Network.toString", Value::Text("101".to_owned()));
        let mut network = PhoneNetwork(phone.clone());
        assert_eq!(network.link(), Ok(LinkKind::Metered));
        assert_eq!(network.networks(), ["101"]);
        phone.gives("ConnectivityManager.isActiveNetworkMetered", Value::Truth(false));
        assert_eq!(network.link(), Ok(LinkKind::Unmetered));
        phone.gives("ConnectivityManager.getActiveNetwork", Value::Null);
        assert_eq!(network.link(), Ok(LinkKind::Offline));
        assert!(network.networks().is_empty());
    }

    #[test]
    fn a_manifest_without_the_right_is_told_and_breaks_nothing() {
        let phone = StandIn::of_version(28);
        phone.gives("Context.getSystemService", object("manager"));
        phone.fails("ConnectivityManager.getActiveNetwork", Trouble::NotAllowed);
        let mut network = PhoneNetwork(phone);
        let label = "ConnectivityManager.getActiveNetwork".to_owned();
        assert_eq!(network.link(), Err(Trouble::NotAllowed(label)));
        assert!(network.networks().is_empty());
    }
}
