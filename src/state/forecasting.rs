//! The forecast: worked out off the frame once an outline and day, where somebody looks at it. Until it is there the last one of the
//! same plan is shown.
//!
//! Not here: the forecast itself (`planner/forecast`), how it looks (`ui/views/progress`).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::time::Day;
use crate::planner::forecast::{Forecast, forecast};

use super::app_state::AppState;
use super::document::Revision;
use super::jobs::Event;

type Key = (Revision, Day);

/// What is known of the days to come.
#[derive(Debug, Default)]
pub struct Forecasts {
    known: Option<(Key, Option<Arc<Forecast>>)>,
    /// What a job works on: for which plan, and how to stop it.
    running: Option<(Key, u64, Arc<AtomicBool>)>,
    /// Counts the jobs, so that an answer about another plan is not taken.
    tickets: u64,
}

/// A forecast as a view gets it.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The last forecast; `None` where there is nothing to say, or nothing yet.
    pub forecast: Option<Arc<Forecast>>,
    /// Whether it is of the plan as it stands now.
    pub is_new: bool,
}

impl Forecasts {
    /// Another plan was opened.
    pub(super) fn forget(&mut self) {
        if let Some((_, _, stop)) = self.running.take() {
            stop.store(true, Ordering::Relaxed);
        }
        self.known = None;
    }
}

impl AppState {
    /// The forecast of the open plan; it is asked for where it is not known.
    pub fn forecast(&mut self) -> Shown {
        let Some(document) = &self.document else {
            return Shown::default();
        };
        let key = (document.outline(), self.now.today);
        let of_now = |known: &Option<(Key, Option<Arc<Forecast>>)>| {
            known.as_ref().is_some_and(|(of, _)| *of == key)
        };
        if !of_now(&self.forecasts.known) {
            let runs = self.forecasts.running.as_ref();
            match runs {
                Some((of, ..)) if *of == key => {}
                // The newest comes next.
                Some((_, _, stop)) => stop.store(true, Ordering::Relaxed),
                None => {
                    let plan = Arc::clone(document.plan());
                    self.forecasts.tickets += 1;
                    let ticket = self.forecasts.tickets;
                    let stop = Arc::new(AtomicBool::new(false));
                    self.forecasts.running = Some((key, ticket, Arc::clone(&stop)));
                    self.jobs.start("forecast", move || {
                        let stopped = || stop.load(Ordering::Relaxed);
                        let forecast = forecast(&plan, key.1, &stopped);
                        Event::Forecast {
                            ticket,
                            forecast: (!stopped()).then(|| forecast.map(Box::new)),
                        }
                    });
                }
            }
        }
        let known = self.forecasts.known.as_ref();
        Shown {
            forecast: known.and_then(|(_, forecast)| forecast.clone()),
            is_new: of_now(&self.forecasts.known),
        }
    }

    /// Takes a forecast; `None`: it was given up for a newer one.
    pub(super) fn forecast_came(&mut self, ticket: u64, came: Option<Option<Box<Forecast>>>) {
        let of = |(_, number, _): &(Key, u64, Arc<AtomicBool>)| *number == ticket;
        let Some((key, ..)) = self.forecasts.running.take_if(|running| of(running)) else {
            return;
        };
        if let Some(forecast) = came {
            self.forecasts.known = Some((key, forecast.map(Arc::from)));
        }
    }
}
