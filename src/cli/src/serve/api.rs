//! What a live page may ask of this server: `POST /.workbook/api/NAME`.
//!
//! In the order of a call:
//!
//! - [`door`]: who may call;
//! - [`ask`]: what a call says, and what it is answered;
//! - [`lines`]: an answer that comes line by line;
//! - `run`: listings;
//! - [`refusal`]: no answer, and why.

pub mod ask;
pub mod door;
pub mod lines;
pub mod refusal;
mod run;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

use super::{desk, live::Live};
use refusal::Refusal;

/// Where all calls go.
pub const PREFIX: &str = "/.workbook/api/";

/// All calls of a page, behind one door. A module that answers some of them
/// has a `routes() -> Router<Arc<Live>>`, which is merged here.
pub fn routes(live: &Arc<Live>) -> Router<Arc<Live>> {
    Router::new()
        .merge(run::routes())
        .merge(desk::routes::routes())
        .route(&format!("{PREFIX}{{*name}}"), axum::routing::any(unknown))
        .layer(middleware::from_fn_with_state(live.clone(), admit))
}

async fn admit(
    State(live): State<Arc<Live>>,
    call: Request,
    next: Next,
) -> Response {
    let admitted = door::admit(call.headers(), &live.token)
        .and_then(|()| ask::refuse_other_types(call.headers()));
    match admitted {
        Ok(()) => next.run(call).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn unknown() -> Refusal {
    Refusal::unknown("this server knows no such call; reload the page")
}
