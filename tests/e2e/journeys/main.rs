//! Journeys in the real window: what a user does, and what the user then sees.

mod frame;
mod library;
mod reading;
mod review;
mod spine;
