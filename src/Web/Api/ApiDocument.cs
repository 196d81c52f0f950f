using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SnapshotShare.Web.Api;

/// <summary>Says in <c>/openapi/v1.json</c> more than what the endpoints say themselves.</summary>
public static class ApiDocument
{
    private const string Token = "token";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "SnapshotShare";
                document.Info.Description =
                    "Dev clusters from production snapshots. Durations are ISO 8601 (PT24H, P7D), times are UTC, errors are problem details "
                    + "(RFC 9457) with a stable code. Changes need a bearer token; a browser's cookie may only read.";
                document.Tags = ApiTags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
                document.Components.SecuritySchemes[Token] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
                return Task.CompletedTask;
            }
        );
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(TimeSpan))
                {
                    schema.Type = JsonSchemaType.String;
                    schema.Format = "duration";
                    schema.Pattern = null;
                    schema.Examples = ["PT24H"];
                }
                return Task.CompletedTask;
            }
        );
    }
}
