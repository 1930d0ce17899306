//! What preferences are called.

/// The names of preferences, the first that exists counts. (`@architect/inventory`, `read`)
pub const PREFERENCES_NAMES: [&str; 4] =
    ["preferences.arc", "prefs.arc", ".preferences.arc", ".prefs.arc"];
