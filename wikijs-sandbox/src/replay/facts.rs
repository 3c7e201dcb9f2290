//! What no comparison of answers can be about: facts about the machine, and the server's prose about its modules. The
//! tests of the suite judge by the same lists.

/// Facts about the machine, below `info`: any value will do.
pub(super) const MACHINE: [&str; 16] = [
    "configFile",
    "cpuCores",
    "currentVersion",
    "dbHost",
    "dbVersion",
    "hostname",
    "httpPort",
    "httpsPort",
    "latestVersion",
    "latestVersionReleaseDate",
    "nodeVersion",
    "operatingSystem",
    "platform",
    "ramTotal",
    "telemetryClientId",
    "workingDirectory",
];

/// Where modules are described.
pub(super) const MODULES: [&str; 9] = [
    "providers",
    "strategies",
    "activeStrategies",
    "strategy",
    "loggers",
    "renderers",
    "searchEngines",
    "targets",
    "extensions",
];

/// What describes a module in words.
pub(super) const PROSE: [&str; 7] = [
    "title",
    "description",
    "hint",
    "label",
    "website",
    "logo",
    "icon",
];
