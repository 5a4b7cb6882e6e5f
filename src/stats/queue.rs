//! Queues of calls by Erlang's formulas: calls arrive by chance, each agent
//! takes one, and the rest hang up (B) or wait (C).

use super::{Undefined, all_finite, finite};

/// The most agents that are reckoned with.
const MOST: u32 = 1_000_000;

/// The load that calls put on agents, in erlangs: `A = calls·AHT/within`, the
/// mean handling time and the time in which they come being in one unit.
///
/// Source: ITU-D "Teletraffic Engineering Handbook".
///
/// Fails with `NotFinite`, with `OutOfRange` for a negative number or a time
/// that is not above zero, and with `Overflow`.
pub fn load(calls: f64, handling: f64, within: f64) -> Result<f64, Undefined> {
    all_finite(&[calls, handling, within])?;
    if calls < 0.0 || handling < 0.0 || within <= 0.0 {
        return Err(Undefined::OutOfRange);
    }
    finite(calls * handling / within)
}

/// Erlang B, the share of calls that find every agent busy and are lost:
/// `B₀ = 1`, `Bᵢ = A·Bᵢ₋₁ / (i + A·Bᵢ₋₁)`, with the load A in erlangs.
///
/// Source: A. K. Erlang (1917); ITU-D "Teletraffic Engineering Handbook".
///
/// Fails with `NotFinite`, and with `OutOfRange` for a negative load or more
/// than a million agents.
pub fn erlang_b(load: f64, agents: u32) -> Result<f64, Undefined> {
    all_finite(&[load])?;
    if load < 0.0 || agents > MOST {
        return Err(Undefined::OutOfRange);
    }
    let mut lost = 1.0;
    for i in 1..=agents {
        lost = finite(load * lost)?;
        lost /= f64::from(i) + lost;
    }
    Ok(lost)
}

/// A queue in which nobody hangs up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Queue {
    load: f64,
    agents: u32,
    handling: f64,
    waiting: f64,
}

impl Queue {
    /// Erlang C: the queue of a load in erlangs before so many agents, who
    /// take `handling` for a call; times from here on are in its unit.
    ///
    /// Source: as for [`erlang_b`]; G. Koole, "Call Center Optimization".
    ///
    /// Fails with `NotFinite`, and with `OutOfRange` for a negative number,
    /// more than a million agents, or a load that the agents cannot carry: a
    /// queue that grows without end has no share of waiting calls.
    ///
    /// ```
    /// use pingshu::stats::queue::{Queue, load};
    ///
    /// let queue = Queue::new(load(100.0, 180.0, 1800.0)?, 14, 180.0)?;
    /// assert!((queue.service_level(20.0)? - 0.8884).abs() < 5e-5);
    /// # Ok::<(), pingshu::stats::Undefined>(())
    /// ```
    pub fn new(load: f64, agents: u32, handling: f64) -> Result<Self, Undefined> {
        all_finite(&[load, handling])?;
        let n = f64::from(agents);
        if handling < 0.0 || load >= n {
            return Err(Undefined::OutOfRange);
        }
        let lost = erlang_b(load, agents)?;
        Ok(Self {
            load,
            agents,
            handling,
            waiting: finite(n * lost / (n - load * (1.0 - lost)))?.clamp(0.0, 1.0),
        })
    }

    /// The share of calls that wait at all, from 0 to 1:
    /// `C = N·B/(N − A(1 − B))`. Source: as for [`Queue::new`].
    pub fn waiting(&self) -> f64 {
        self.waiting
    }

    /// The share of calls answered within a time:
    /// `1 − C·e^(−(N − A)·T/AHT)`, from 0 to 1. Source: as for [`Queue::new`].
    ///
    /// Fails with `NotFinite`, and with `OutOfRange` for a negative time.
    pub fn service_level(&self, within: f64) -> Result<f64, Undefined> {
        all_finite(&[within])?;
        if within < 0.0 {
            return Err(Undefined::OutOfRange);
        }
        if self.handling == 0.0 {
            return Ok(1.0);
        }
        let free = f64::from(self.agents) - self.load;
        let left = libm::exp(-(free * (within / self.handling)));
        Ok((1.0 - self.waiting * left).clamp(0.0, 1.0))
    }

    /// The mean wait of all calls, also of those that did not wait:
    /// `C·AHT/(N − A)`, in the unit of the handling time. Source: as for
    /// [`Queue::new`].
    ///
    /// Fails with `Overflow`.
    pub fn mean_wait(&self) -> Result<f64, Undefined> {
        finite(self.waiting * self.handling / (f64::from(self.agents) - self.load))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hundred_calls_in_half_an_hour() {
        let load = load(100.0, 180.0, 1800.0).expect("it is in order");
        assert_eq!(load, 10.0);
        let queue = Queue::new(load, 14, 180.0).expect("it can be carried");
        assert!((queue.waiting() - 0.1741).abs() < 5e-5);
        let level = queue.service_level(20.0).expect("it is in order");
        assert!((level - 0.8884).abs() < 5e-5, "{level}");
        let wait = queue.mean_wait().expect("it is in order");
        assert!((wait - 7.836).abs() < 5e-4, "{wait}");
    }

    #[test]
    fn a_hundred_calls_by_another_program() {
        // The example of pyworkforce (pypi.org/project/pyworkforce), to its
        // last digit: 100 calls of 3 minutes in 30, 14 positions, 20 s.
        let load = load(100.0, 3.0, 30.0).expect("it is in order");
        let queue = Queue::new(load, 14, 3.0).expect("it can be carried");
        assert!((queue.waiting() - 0.174_131_933_595_049_8).abs() < 1e-14);
        let level = queue.service_level(20.0 / 60.0).expect("it is in order");
        assert!((level - 0.888_350_019_179_466_9).abs() < 1e-14, "{level}");
    }

    #[test]
    fn more_servers_at_the_same_occupancy() {
        // I. Adan, J. Resing, "Queueing Systems", table 5.1: mean service time
        // 1, occupancy 0.9.
        for (servers, waiting, wait) in [
            (1, 0.90, 9.00),
            (2, 0.85, 4.26),
            (5, 0.76, 1.53),
            (10, 0.67, 0.67),
            (20, 0.55, 0.28),
        ] {
            let queue = Queue::new(0.9 * f64::from(servers), servers, 1.0);
            let queue = queue.expect("it can be carried");
            assert!((queue.waiting() - waiting).abs() < 5e-3, "{queue:?}");
            let found = queue.mean_wait().expect("it is in order");
            assert!((found - wait).abs() < 5.1e-3, "{found} for {wait}");
        }
    }

    #[test]
    fn the_tables_of_lost_calls() {
        // T. S. Rappaport, "Wireless Communications", table 3.4: what so many
        // lines carry, in erlangs to three digits, where a hundredth is lost
        // and where a thousandth is.
        for (lines, hundredth, thousandth) in [
            (2, 0.153, 0.046),
            (5, 1.36, 0.762),
            (10, 4.46, 3.09),
            (20, 12.0, 9.41),
            (100, 84.1, 75.2),
        ] {
            for (load, share) in [(hundredth, 0.01), (thousandth, 0.001)] {
                let lost = erlang_b(load, lines).expect("it is in order");
                assert!(
                    (lost / share - 1.0).abs() < 0.03,
                    "{lost} of {load} on {lines}"
                );
            }
        }
        assert_eq!(erlang_b(5.0, 0), Ok(1.0));
        assert_eq!(erlang_b(0.0, 3), Ok(0.0));
    }

    #[test]
    fn one_agent_is_the_textbook_queue() {
        // M/M/1: the share that waits is the load, the wait ρ·AHT/(1 − ρ).
        let queue = Queue::new(0.5, 1, 60.0).expect("it can be carried");
        assert!((queue.waiting() - 0.5).abs() < 1e-15);
        assert_eq!(queue.mean_wait(), Ok(60.0));
    }

    #[test]
    fn what_cannot_be_carried_has_no_queue() {
        assert_eq!(Queue::new(14.0, 14, 180.0), Err(Undefined::OutOfRange));
        assert_eq!(Queue::new(1.0, u32::MAX, 1.0), Err(Undefined::OutOfRange));
        assert_eq!(Queue::new(f64::NAN, 1, 1.0), Err(Undefined::NotFinite));
        let queue = Queue::new(1.0, 2, 1.0).expect("it can be carried");
        assert_eq!(queue.service_level(-1.0), Err(Undefined::OutOfRange));
    }

    proptest! {
        #[test]
        fn more_agents_serve_no_worse(load in 0.0..80.0_f64, more in 1..30_u32, t in 0.0..300.0) {
            let agents = load as u32 + more;
            let queue = Queue::new(load, agents, 180.0).expect("it can be carried");
            let better = Queue::new(load, agents + 1, 180.0).expect("it can be carried");
            let levels = [queue.service_level(t), better.service_level(t)];
            let [level, higher] = levels.map(|it| it.expect("in range"));
            prop_assert!((0.0..=1.0).contains(&level) && level <= higher + 1e-12);
            prop_assert!(better.mean_wait().ok() <= queue.mean_wait().ok());
            let lost = erlang_b(load, agents).expect("in range");
            prop_assert!(lost <= queue.waiting() + 1e-12, "who would be lost waits");
        }

        #[test]
        fn nothing_panics_or_is_nan(load in any::<f64>(), n in 0..50_u32, aht in any::<f64>()) {
            if let Ok(queue) = Queue::new(load, n, aht) {
                prop_assert!(queue.waiting().is_finite());
                prop_assert!(queue.service_level(20.0).is_ok_and(f64::is_finite));
            }
        }
    }
}
