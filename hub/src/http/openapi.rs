//! `/openapi.json`: what the dashboard answers, described from the same table and the same types
//! that answer.

use axum::Json;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, ObjectBuilder, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Content, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required,
    ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::access::CSRF_HEADER;
use super::problem::ProblemBody;
use super::routes::{Access, Kind, ROUTES, Route, Schemas, Verb};
use crate::accounts::SESSION_COOKIE;

const SESSION: &str = "session";
const CSRF: &str = "csrf";

/// Answers the description.
pub async fn answer() -> Json<OpenApi> {
    Json(describe())
}

/// The description of all routes.
#[must_use]
pub fn describe() -> OpenApi {
    let mut schemas: Schemas = Vec::new();
    schemas.push((ProblemBody::name().into_owned(), ProblemBody::schema()));
    let mut paths = PathsBuilder::new();
    for route in ROUTES {
        let operation = operation(route, &mut schemas);
        paths = paths.path(route.path, PathItem::new(method(route.verb), operation));
    }
    let in_cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE)));
    let in_header = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(CSRF_HEADER)));
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(SESSION, in_cookie)
        .security_scheme(CSRF, in_header)
        .build();
    let info = InfoBuilder::new()
        .title("Cầm Tay hub")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Devices speak CBOR (see the crate `wire`); everything else is JSON. A field that \
             isn't described, or comes twice, is refused.",
        ))
        .build();
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components)).build()
}

fn method(verb: Verb) -> HttpMethod {
    match verb {
        Verb::Get => HttpMethod::Get,
        Verb::Post => HttpMethod::Post,
        Verb::Put => HttpMethod::Put,
        Verb::Delete => HttpMethod::Delete,
    }
}

fn operation(route: &Route, schemas: &mut Schemas) -> OperationBuilder {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(route.name))
        .summary(Some(route.summary))
        .description(Some(who(route)));
    for id in route.takes {
        let name = id.placeholder().trim_matches(['{', '}']);
        let text = ObjectBuilder::new().schema_type(Type::String);
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(text)),
        );
    }
    if let Some(body) = route.body {
        let content = Content::new(Some(body(schemas)));
        let body = RequestBodyBuilder::new().content("application/json", content);
        operation = operation.request_body(Some(body.required(Some(Required::True)).build()));
    }
    let mut good = ResponseBuilder::new().description("Done.");
    let kind = match route.kind {
        Kind::Json => "application/json",
        Kind::Page => "text/html",
        Kind::Device => wire::CONTENT_TYPE,
        Kind::Text => "text/plain",
    };
    if let Some(answer) = route.answer {
        good = good.content(kind, Content::new(Some(answer(schemas))));
    } else if route.kind != Kind::Json {
        good = good.content(kind, Content::default());
    }
    let problem = RefOr::Ref(Ref::from_schema_name(ProblemBody::name()));
    let refused = ResponseBuilder::new()
        .description("Refused, and why.")
        .content("application/problem+json", Content::new(Some(problem)));
    let code = if route.kind == Kind::Json && route.answer.is_none() { "204" } else { "200" };
    operation = operation.response(code, good).response("default", refused);
    if matches!(route.access, Access::Account(_)) {
        let mut needed = SecurityRequirement::new::<_, [&str; 0], &str>(SESSION, []);
        if route.verb.changes() {
            needed = needed.add::<_, [&str; 0], &str>(CSRF, []);
        }
        operation = operation.security(needed);
    }
    operation
}

fn who(route: &Route) -> String {
    let names =
        |roles: &[wire::Role]| roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ");
    match route.access {
        Access::Public => "For everybody.".to_owned(),
        Access::Operator => "For the machine's keeper: from the machine itself, or with the \
                             token for figures as `Authorization: Bearer`."
            .to_owned(),
        Access::Device(roles) => format!("For enrolled devices: {}.", names(roles)),
        Access::Account(roles) => format!("For accounts: {}.", names(roles)),
    }
}
