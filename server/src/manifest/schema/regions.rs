//! The regions of AWS.

/// A region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub name: &'static str,
    /// Where it is.
    pub place: &'static str,
}

/// The region that Architect deploys to when neither the manifest nor the environment names one.
pub const DEFAULT_REGION: &str = "us-west-2";

const fn at(name: &'static str, place: &'static str) -> Region {
    Region { name, place }
}

/// All of them. <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
pub const REGIONS: &[Region] = &[
    at("us-east-1", "N. Virginia"),
    at("us-east-2", "Ohio"),
    at("us-west-1", "N. California"),
    at("us-west-2", "Oregon"),
    at("af-south-1", "Cape Town"),
    at("ap-east-1", "Hong Kong"),
    at("ap-east-2", "Taipei"),
    at("ap-northeast-1", "Tokyo"),
    at("ap-northeast-2", "Seoul"),
    at("ap-northeast-3", "Osaka"),
    at("ap-south-1", "Mumbai"),
    at("ap-south-2", "Hyderabad"),
    at("ap-southeast-1", "Singapore"),
    at("ap-southeast-2", "Sydney"),
    at("ap-southeast-3", "Jakarta"),
    at("ap-southeast-4", "Melbourne"),
    at("ap-southeast-5", "Malaysia"),
    at("ap-southeast-6", "New Zealand"),
    at("ap-southeast-7", "Thailand"),
    at("ca-central-1", "Canada"),
    at("ca-west-1", "Calgary"),
    at("eu-central-1", "Frankfurt"),
    at("eu-central-2", "Zurich"),
    at("eu-north-1", "Stockholm"),
    at("eu-south-1", "Milan"),
    at("eu-south-2", "Spain"),
    at("eu-west-1", "Ireland"),
    at("eu-west-2", "London"),
    at("eu-west-3", "Paris"),
    at("il-central-1", "Tel Aviv"),
    at("me-central-1", "UAE"),
    at("me-south-1", "Bahrain"),
    at("mx-central-1", "Mexico"),
    at("sa-east-1", "São Paulo"),
    at("us-gov-east-1", "GovCloud, US East"),
    at("us-gov-west-1", "GovCloud, US West"),
    at("cn-north-1", "Beijing"),
    at("cn-northwest-1", "Ningxia"),
];

/// The region of that code.
pub fn region(name: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.name == name)
}
