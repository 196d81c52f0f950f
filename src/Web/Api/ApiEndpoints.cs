using System.Text.Json.Serialization;
using SnapshotShare.Core.Shares;
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

    /// <summary>Answers what broke or could not be read, and every bare status: for programs a problem with a sentence, for people a page.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(Handler(page: "/error"));
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // Inside the two above, so that a program's answer is finished before a page could take its place.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api =>
            {
                api.UseExceptionHandler(Handler(page: default));
                api.UseStatusCodePages();
            }
        );
    }

    private static ExceptionHandlerOptions Handler(PathString page) =>
        new()
        {
            ExceptionHandlingPath = page,
            CreateScopeForErrors = page.HasValue,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            StatusCodeSelector = exception =>
                exception is BadHttpRequestException bad ? bad.StatusCode
                : EmergencyJournal.IsOfDatabase(exception) ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,
        };

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).RequireAuthorization().DisableAntiforgery();
        var changes = api.MapGroup("").RequireAuthorization(Changes);
        foreach (var group in new[] { api, changes })
            group
                .ProducesProblem(StatusCodes.Status401Unauthorized)
                .ProducesProblem(StatusCodes.Status403Forbidden)
                .ProducesProblem(StatusCodes.Status429TooManyRequests);
        changes.ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        changes.ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        changes.ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapAccounts();
        api.MapRoutes(changes);
        changes.MapPlans();
        api.MapRequests(changes);
        changes.MapRequestCommands();
        api.MapDrift(changes);
        api.MapExposure(changes);
        api.MapFreeze(changes);
        api.MapLedger(changes);
        app.MapLedgerForms();
        // The description shows nothing of this installation.
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
