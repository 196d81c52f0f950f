using System.Net;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

public sealed class the_ledger_over_the_api(Application application) : IClassFixture<Application>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_auditor_checks_the_ledger_and_takes_it_along_and_others_do_not()
    {
        using var auditor = application.As("auditor");
        using var verified = await auditor.PostAsync("/ledger/verify", new { });
        Assert.True((await verified.BodyAsync()).GetProperty("holds").GetBoolean());
        Assert.True((await auditor.GetJsonAsync("/ledger/verdict")).GetProperty("holds").GetBoolean());
        using var export = await auditor.PostAsync("/ledger/export?kind=world", new { });
        Assert.Equal("application/jsonl", export.Content.Headers.ContentType!.MediaType);
        Assert.Single((await export.Content.ReadAsStringAsync(Ct)).Trim().Split('\n'));
        using var csv = await auditor.PostAsync("/ledger/export?format=Csv", new { });
        Assert.StartsWith("sequence,at,kind", await csv.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var developer = application.As("requester");
        foreach (var path in new[] { "/ledger/verify", "/ledger/export" })
        {
            using var refused = await developer.PostAsync(path, new { });
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task the_filter_stands_in_the_address()
    {
        using var auditor = application.As("auditor");
        var kinds = (await auditor.GetJsonAsync("/ledger?kind=world.created"))
            .GetProperty("entries")
            .EnumerateArray()
            .Select(entry => entry.Text("kind"));
        Assert.Equal(["world.created"], kinds);
    }
}
