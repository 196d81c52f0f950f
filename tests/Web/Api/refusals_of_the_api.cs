using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Text;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

/// <summary>Each a clear sentence as problem details, and no change.</summary>
public sealed class refusals_of_the_api(Application application) : IClassFixture<Application>
{
    [Fact]
    public async Task the_same_asked_for_twice_names_the_first_request_and_is_made_twice_on_purpose()
    {
        using var developer = application.As("requester");
        var wish = new
        {
            route = "prod-to-dev",
            goal = "Copy",
            source = new { newestOfCluster = "prod-altplus-cluster" },
            reason = "a bug that only shows with real data",
        };
        using var first = await developer.PostAsync("/requests", wish);
        var id = (await first.BodyAsync()).Text("id");

        using var second = await developer.PostAsync("/requests", wish);
        using var meant = await developer.PostAsync("/requests?another=true", wish);

        var body = await second.BodyAsync();
        Assert.Equal((HttpStatusCode.Conflict, "asked-already", id), (second.StatusCode, body.Text("code"), body.Text("request")));
        Assert.Equal(HttpStatusCode.Created, meant.StatusCode);
        Assert.NotEqual(id, (await meant.BodyAsync()).Text("id"));
    }

    [Fact]
    public async Task nobody_approves_their_own_request_whatever_their_role()
    {
        using var admin = application.As("admin");
        var request = await AskedAsync(admin, "dev-own");

        using var answer = await ApproveAsync(admin, request, request.GetProperty("plan").Text("digest"));

        var problem = await ProblemAsync(answer, HttpStatusCode.Forbidden, "own-request");
        Assert.Equal(Messages.English["own-request"], problem.Text("detail"));
        Assert.Equal("WaitingForApproval", (await admin.GetJsonAsync($"/requests/{request.Text("id")}")).Text("status"));
    }

    [Fact]
    public async Task an_approval_of_another_plan_than_the_one_that_stands_is_refused()
    {
        using var developer = application.As("requester");
        using var dba = application.As("approver");
        var request = await AskedAsync(developer, "dev-stale");

        using var answer = await ApproveAsync(dba, request, new string('0', 64));

        await ProblemAsync(answer, HttpStatusCode.Conflict, "plan-is-stale");
        Assert.Equal("WaitingForApproval", (await dba.GetJsonAsync($"/requests/{request.Text("id")}")).Text("status"));
    }

    [Fact]
    public async Task an_unknown_snapshot_is_not_found_by_its_name()
    {
        using var developer = application.As("requester");
        using var answer = await developer.PostAsync(
            "/plans",
            new
            {
                route = "prod-to-dev",
                source = new { snapshotIdentifier = "no-such-snapshot" },
                targetCluster = "dev-x",
            }
        );
        var problem = await ProblemAsync(answer, HttpStatusCode.NotFound);
        Assert.Contains("no-such-snapshot", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_cluster_identifier_that_is_taken_is_a_conflict()
    {
        using var developer = application.As("requester");
        using var answer = await developer.PostAsync("/requests", Json.Terms("dev-altplus-cluster"));
        var problem = await ProblemAsync(answer, HttpStatusCode.Conflict);
        Assert.Equal("targetCluster", problem.Text("field"));
        Assert.Contains("dev-altplus-cluster", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_role_that_may_not_ask_is_forbidden()
    {
        using var auditor = application.As("auditor");
        using var answer = await auditor.PostAsync("/requests", Json.Terms("dev-by-auditor"));
        await ProblemAsync(answer, HttpStatusCode.Forbidden, "not-your-role");
    }

    [Fact]
    public async Task an_unknown_request_is_not_found_by_any_verb()
    {
        using var admin = application.As("admin");
        foreach (var verb in new[] { "approve", "reject", "cancel", "unshare", "extend", "retry" })
        {
            object body = verb switch
            {
                "approve" => new { digest = "x", reason = "" },
                "extend" => new { by = "P1D" },
                _ => new { reason = "" },
            };
            using var answer = await admin.PostAsync($"/requests/nobody/{verb}", body);
            await ProblemAsync(answer, HttpStatusCode.NotFound, "no-such-request");
        }
    }

    [Theory]
    [InlineData("""{"route":"prod-to-dev","source":{"newestOfCluster":"prod-altplus-cluster"},"widow":"PT1H"}""", "$.widow")]
    [InlineData("""{"route":"prod-to-dev","source":{"newestOfCluster":"prod-altplus-cluster"},"window":"1 hour"}""", "ISO 8601")]
    [InlineData("""{"route":"prod-to-dev","source":{"newestOfCluster":"prod-altplus-cluster"},"life":"P1M"}""", "ISO 8601")]
    [InlineData("""{"source":{"newestOfCluster":"prod-altplus-cluster"}}""", "route")]
    [InlineData("""{"route":null,"source":{}}""", "route")]
    [InlineData("not json", "")]
    public async Task a_body_that_cannot_be_read_is_refused_and_says_where(string body, string named)
    {
        using var developer = application.As("requester");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await developer.PostAsync("/api/v1/plans", content, TestContext.Current.CancellationToken);
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, "not-understood");
        Assert.Contains(named, problem.Text("detail"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SnapshotShare.", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"route":"nowhere","source":{"newestOfCluster":"prod-altplus-cluster"}}""", HttpStatusCode.NotFound, "no-such-route")]
    [InlineData("""{"route":"prod-to-dev","source":{}}""", HttpStatusCode.BadRequest, "source-missing")]
    [InlineData(
        """{"route":"prod-to-dev","source":{"newestOfCluster":"prod-altplus-cluster"},"window":"P30D"}""",
        HttpStatusCode.BadRequest,
        "window-bounds"
    )]
    public async Task terms_that_make_no_sense_are_refused_by_key(string body, HttpStatusCode status, string code)
    {
        using var developer = application.As("requester");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await developer.PostAsync("/api/v1/plans", content, TestContext.Current.CancellationToken);
        await ProblemAsync(answer, status, code);
    }

    private static async Task<JsonElement> AskedAsync(HttpClient client, string cluster)
    {
        using var answer = await client.PostAsync("/requests", Json.Terms(cluster));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.BodyAsync();
    }

    private static Task<HttpResponseMessage> ApproveAsync(HttpClient client, JsonElement request, string digest) =>
        client.PostAsync($"/requests/{request.Text("id")}/approve", new { digest, reason = "" });

    /// <summary>A disk that is full is no mistake that a program should report: it may ask again later.</summary>
    [Fact]
    public async Task nothing_that_can_be_written_is_unavailable_and_works_again_afterwards()
    {
        await using var own = new Application();
        using var developer = own.As("requester");
        await ExecuteAsync(own, "CREATE TRIGGER full BEFORE INSERT ON Ledger BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        using (var answer = await developer.PostAsync("/requests", Json.Terms("dev-full")))
        {
            var problem = await ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "records-unavailable");
            Assert.Contains("database or disk is full", problem.Text("detail"), StringComparison.Ordinal);
        }
        await ExecuteAsync(own, "ALTER TABLE Requests RENAME TO Elsewhere", "DROP TRIGGER full");
        using (var answer = await developer.GetAsync("/api/v1/requests", TestContext.Current.CancellationToken))
            await ProblemAsync(answer, HttpStatusCode.InternalServerError, "internal-error");
        await ExecuteAsync(own, "ALTER TABLE Elsewhere RENAME TO Requests");
        using var made = await developer.PostAsync("/requests", Json.Terms("dev-full"));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    private static async Task ExecuteAsync(Application own, params string[] statements)
    {
        await using var db = await own.Services.GetRequiredService<IDbContextFactory<Db>>().CreateDbContextAsync();
        foreach (var sql in statements)
            await db.Database.ExecuteSqlRawAsync(sql);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string? code = null)
    {
        var problem = await answer.BodyAsync();
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        if (code is not null)
            Assert.Equal(code, problem.Text("code"));
        return problem;
    }
}
