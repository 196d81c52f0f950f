using Microsoft.AspNetCore.Http.HttpResults;
using SnapshotShare.Core.Accounts;
using SnapshotShare.Web.Api.Shapes;

namespace SnapshotShare.Web.Api;

public static class RoutesApi
{
    public static void MapRoutes(this RouteGroupBuilder api) =>
        api.MapGet("/routes", List).WithSummary("The ways production data may travel, with their limits");

    private static Ok<IReadOnlyList<RouteShape>> List(Estate estate) =>
        TypedResults.Ok<IReadOnlyList<RouteShape>>([.. estate.Routes.Values.Select(RouteShape.Of)]);
}
