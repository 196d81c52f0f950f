using System.Text.Json.Serialization;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Api;

/// <summary>The HTTP API, for programs. It asks the same verbs as the pages do.</summary>
public static class ApiEndpoints
{
    public const string Root = "/api/v1";
    private const string Changes = "api-changes";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Explain);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new IsoDuration());
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            // A mistyped "window" must not become the default window.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        services.AddOpenApi("v1", ApiDocument.Describe);
        // A browser sends its cookie whoever asks; another site could make it ask for a change. A token is never sent by itself.
        services
            .AddAuthorizationBuilder()
            .AddPolicy(Changes, policy => policy.AddAuthenticationSchemes(SignInSchemes.Token).RequireAuthenticatedUser());
        return services;
    }

    /// <summary>What broke or could not be read is a problem with a sentence everywhere; under /api so is every bare status.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
                StatusCodeSelector = exception =>
                    exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            }
        );
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api => api.UseStatusCodePages()
        );
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).RequireAuthorization().WithTags("SnapshotShare").DisableAntiforgery();
        var changes = api.MapGroup("").RequireAuthorization(Changes);
        foreach (var group in new[] { api, changes })
            group.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        changes.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        changes.ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapAccounts();
        api.MapRoutes();
        changes.MapPlans();
        api.MapRequests(changes);
        changes.MapRequestVerbs();
        api.MapLedger();
        // The description shows nothing of this installation.
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
