using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

/// <summary>Told with whether it may be removed, and why not; decided about by an approver or administrator.</summary>
public sealed class what_is_left_over_over_the_api(Application application) : IClassFixture<Application>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_decided_about_by_an_approver_and_told_with_who_decided_why()
    {
        using var dba = application.As("approver");
        for (var tries = 1; ; tries++)
        {
            // In the application a sweep runs beside, and tells as gone what AWS does not show.
            var id = $"left{tries}";
            await StoreAsync(Samples.Stray(id, StrayKind.LeftOver));
            using var answer = await dba.PostAsync($"/strays/{id}/remove", new { reason = "nobody needs it" });
            var body = await answer.BodyAsync();
            if (tries < 5 && answer.StatusCode == HttpStatusCode.Conflict && body.Text("code") == "stray-is-gone")
                continue;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((id, $"identity-{id}"), (body.Text("id"), body.Text("identity")));
            var removal = body.GetProperty("removal");
            Assert.Equal("nobody needs it", removal.Text("reason"));
            Assert.False(removal.GetProperty("isOffered").GetBoolean());
            return;
        }
    }

    [Fact]
    public async Task is_refused_with_the_words_that_the_exposure_tells_too()
    {
        using var dba = application.As("approver");
        // No route leads there, so no sweep looks there either.
        var stray = Samples.Stray("far", StrayKind.LeftOver, account: "elsewhere");
        await StoreAsync(stray);
        var told = (await dba.GetJsonAsync("/exposure")).GetProperty("strays").EnumerateArray().Single(one => one.Text("id") == "far");
        Assert.False(told.GetProperty("removal").GetProperty("isOffered").GetBoolean());

        using var answer = await dba.PostAsync("/strays/far/remove", new { });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var body = await answer.BodyAsync();
        Assert.Equal("stray-not-made-here", body.Text("code"));
        Assert.Equal(told.GetProperty("removal").Text("whyNot"), body.Text("detail"));
    }

    [Fact]
    public async Task is_not_found_where_there_is_none()
    {
        using var admin = application.As("admin");
        using var answer = await admin.PostAsync("/strays/nobody/remove", new { });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("no-such-stray", (await answer.BodyAsync()).Text("code"));
    }

    private async Task StoreAsync(Stray stray)
    {
        await using var db = await application.Services.GetRequiredService<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        db.Add(stray);
        await db.SaveChangesAsync(Ct);
    }
}
