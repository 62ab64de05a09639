//! Journeys in the real window: what a user does, and what the user then sees.

mod batch;
mod draft;
mod english;
mod export;
mod faults;
mod frame;
mod heads;
mod imports;
mod keyboard;
mod library;
mod mend;
mod reach;
mod reading;
mod released;
mod review;
mod spine;
