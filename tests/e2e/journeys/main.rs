//! Journeys in the real window: what a user does, and what the user then sees.

mod frame;
mod library;
mod review;
mod spine;
