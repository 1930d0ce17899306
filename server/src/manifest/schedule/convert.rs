//! A `rate` as the `cron` that runs as often, and the other way round.

use super::cron::{Cron, FIRST_YEAR, LAST_YEAR};
use super::numbers::members;
use super::parse::Schedule;
use super::rate::{Rate, Unit};

impl Schedule {
    /// The expression of the other kind that runs as often: a `cron` by the clock for a `rate`, which is counted from
    /// the deploy. `None` where the other kind cannot say it: `rate(7 minutes)`, `cron(0 9 ? * MON *)`.
    pub fn converted(&self) -> Option<String> {
        match self {
            Schedule::Rate(rate) => rate.to_cron(),
            Schedule::Cron(cron) => {
                let Rate { value, unit } = cron.to_rate()?;
                Some(format!("rate({value} {})", unit.word(value)))
            }
        }
    }
}

impl Rate {
    fn to_cron(self) -> Option<String> {
        let Rate { value, unit } = self;
        let minutes = match unit {
            Unit::Minute => value,
            Unit::Hour => value.checked_mul(60)?,
            Unit::Day => value.checked_mul(24 * 60)?,
        };
        let fields = match minutes {
            1 => "* * * * ? *".to_owned(),
            60 => "0 * * * ? *".to_owned(),
            1440 => "0 0 * * ? *".to_owned(),
            minutes if minutes < 60 && 60 % minutes == 0 => format!("0/{minutes} * * * ? *"),
            minutes if minutes < 1440 && minutes % 60 == 0 && 1440 % minutes == 0 => {
                format!("0 0/{} * * ? *", minutes / 60)
            }
            _ => return None,
        };
        Some(format!("cron({fields})"))
    }
}

impl Cron {
    fn to_rate(&self) -> Option<Rate> {
        let all_years = (FIRST_YEAR..=LAST_YEAR).all(|year| self.years().contains(year));
        if !self.days().is_every() || members(u64::from(self.months())).len() != 12 || !all_years {
            return None;
        }
        let minutes = members(self.minutes());
        let hours = members(u64::from(self.hours()));
        if hours.len() == 24 {
            return Some(match even(&minutes, 60)? {
                60 => Rate { value: 1, unit: Unit::Hour },
                minutes => Rate { value: minutes, unit: Unit::Minute },
            });
        }
        let [_] = minutes.as_slice() else { return None };
        Some(match even(&hours, 24)? {
            24 => Rate { value: 1, unit: Unit::Day },
            hours => Rate { value: hours, unit: Unit::Hour },
        })
    }
}

/// The distance between numbers that goes on round a circle of this size.
fn even(numbers: &[u16], size: u16) -> Option<u64> {
    let first = *numbers.first()?;
    let next = numbers.iter().skip(1).copied().chain([first + size]);
    let step = next.clone().next()? - first;
    let all = numbers.iter().zip(next).all(|(number, next)| next - number == step);
    all.then_some(u64::from(step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (rate, cron) in [
            ("rate(1 minute)", "cron(* * * * ? *)"),
            ("rate(15 minutes)", "cron(0/15 * * * ? *)"),
            ("rate(1 hour)", "cron(0 * * * ? *)"),
            ("rate(6 hours)", "cron(0 0/6 * * ? *)"),
            ("rate(1 day)", "cron(0 0 * * ? *)"),
        ] {
            let converted = |text: &str| Schedule::parse(text, 0).schedule.expect(text).converted();
            assert_eq!(converted(rate).as_deref(), Some(cron));
            assert_eq!(converted(cron).as_deref(), Some(rate));
        }
    }

    #[test]
    fn not_everything_has_another_kind() {
        let converted = |text: &str| Schedule::parse(text, 0).schedule.expect(text).converted();
        for text in [
            "rate(7 minutes)",
            "rate(90 minutes)",
            "rate(5 hours)",
            "rate(7 days)",
            "cron(*/7 * * * ? *)",
            "cron(0 9,17 * * ? *)",
            "cron(0 9 ? * MON *)",
            "cron(0 9 * * ? 2030)",
            "cron(0,30 9 * * ? *)",
        ] {
            assert_eq!(converted(text), None, "{text}");
        }
        assert_eq!(converted("rate(60 minutes)").as_deref(), Some("cron(0 * * * ? *)"));
        assert_eq!(converted("cron(5/30 * * * ? *)").as_deref(), Some("rate(30 minutes)"));
        assert_eq!(converted("cron(30 8 * * ? *)").as_deref(), Some("rate(1 day)"));
    }
}
