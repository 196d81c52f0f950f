using System.Net;
using System.Text.Json;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

/// <summary>The switch for an incident through the API, in an application of its own.</summary>
public sealed class a_freeze_over_the_api(Application application) : IClassFixture<Application>
{
    [Fact]
    public async Task is_set_by_an_approver_and_lifted_by_an_administrator()
    {
        using var developer = application.As("requester");
        using var dba = application.As("approver");
        using var admin = application.As("admin");
        using var refused = await developer.PostAsync("/freezes", new { reason = "no" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var set = await dba.PostAsync("/freezes", new { reason = "somebody has our key" });
        Assert.Equal("somebody has our key", (await set.BodyAsync()).Text("reason"));
        using var notHers = await dba.PostAsync("/freezes/lift", new { });
        Assert.Equal(HttpStatusCode.Forbidden, notHers.StatusCode);
        using var lifted = await admin.PostAsync("/freezes/lift", new { });
        Assert.NotEqual(JsonValueKind.Null, (await lifted.BodyAsync()).GetProperty("liftedAt").ValueKind);

        using var auditor = application.As("auditor");
        var all = await auditor.GetJsonAsync("/freezes");
        Assert.Equal("somebody has our key", Assert.Single(all.EnumerateArray()).Text("reason"));
        var kinds = (await auditor.GetJsonAsync("/ledger?limit=1000"))
            .GetProperty("entries")
            .EnumerateArray()
            .Select(entry => entry.Text("kind"));
        Assert.Equal(["freeze.set", "freeze.lifted"], kinds.Where(kind => kind.StartsWith("freeze.", StringComparison.Ordinal)));
    }
}
