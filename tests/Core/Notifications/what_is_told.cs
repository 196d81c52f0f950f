using System.Reflection;
using System.Text.Json.Nodes;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Notifications;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Notifications;

/// <summary>A notice is an entry that somebody must act on, in a sentence that says what, of whom, and until when.</summary>
public sealed class what_is_told
{
    private const string Arn = "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:rds:nightly";

    /// <summary>Every kind of entry and the notice that it becomes; a kind that is not here is nobody's to act on.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        [LedgerKind.Requested] = "waits-for-approval",
        [LedgerKind.Approved] = "decided",
        [LedgerKind.Rejected] = "decided",
        [LedgerKind.AboutToExpire] = "about-to-expire",
        [LedgerKind.LifeBegun] = "life-begun",
        [LedgerKind.StepBlocked] = "blocked",
        [LedgerKind.StepUnblocked] = "unblocked",
        [LedgerKind.ResultDiffers] = "result-differs",
        [LedgerKind.ResultAsApproved] = "result-as-approved",
        [LedgerKind.ShareOverdue] = "unshare-failed",
        [LedgerKind.ShareReturned] = "share-returned",
        [LedgerKind.DriftFound] = "drift-found",
        [LedgerKind.StrayFound] = "stray-found",
        [LedgerKind.Frozen] = "frozen",
        [LedgerKind.FreezeLifted] = "freeze-lifted",
    };

    /// <summary>Every status and the notice that coming into it becomes.</summary>
    private static readonly Dictionary<RequestStatus, string?> Statuses = new()
    {
        [RequestStatus.WaitingForApproval] = "waits-for-approval",
        [RequestStatus.Approved] = null,
        [RequestStatus.Running] = null,
        [RequestStatus.Blocked] = null,
        [RequestStatus.Ready] = "ready",
        [RequestStatus.Closing] = null,
        [RequestStatus.Rejected] = null,
        [RequestStatus.Unanswered] = "unanswered",
        [RequestStatus.Cancelled] = null,
        [RequestStatus.Failed] = "failed",
        [RequestStatus.Ended] = null,
    };

    private static readonly Finding Finding = Findings.Finding.Blocking("source-gone", "prod", "it", ("snapshot", "rds:it"));

    private static Request Row { get; } = SampleRows.Request();

    [Fact]
    public void is_what_of_every_kind_somebody_must_act_on()
    {
        foreach (var (kind, type) in LedgerEvent.Types.Where(pair => pair.Value != typeof(StatusChanged)))
            Assert.Equal((kind, Kinds.GetValueOrDefault(kind)), (kind, Notice.KindOf(Any(type))));
        Assert.Null(Notice.KindOf(what: null));
        // The database is asked for these and no others.
        Assert.Equal(Kinds.Keys.Append(LedgerKind.StatusChanged).Order(), Notice.LedgerKinds.Order());
    }

    [Fact]
    public void is_what_of_every_status_somebody_waits_for() =>
        Assert.All(
            Enum.GetValues<RequestStatus>(),
            status => Assert.Equal(Statuses[status], Notice.KindOf(new StatusChanged("Running", status.ToString(), Reason: null)))
        );

    public static TheoryData<string, string> Sentences =>
        new()
        {
            { "requested", $"waits-for-approval {Row.Id} somebody prod-altplus-cluster dev" },
            { "requested a share", $"waits-for-approval-share {Row.Id} somebody prod-altplus-cluster dev" },
            { "approved", $"approved {Row.Id} somebody prod-altplus-cluster dev" },
            { "approved by the first of three", $"approved-so-far {Row.Id} somebody prod-altplus-cluster dev left=2" },
            { "approved by the last", $"approved {Row.Id} somebody prod-altplus-cluster dev left=0" },
            { "rejected", $"rejected {Row.Id} somebody prod-altplus-cluster dev what=Rejected: too much" },
            { "failed", $"failed {Row.Id} somebody prod-altplus-cluster dev what={Finding.Message}" },
            { "failed without a word", $"failed {Row.Id} somebody prod-altplus-cluster dev" },
            { "blocked", $"blocked {Row.Id} somebody prod-altplus-cluster dev what={Finding.Message}" },
            { "about to expire", $"about-to-expire {Row.Id} somebody prod-altplus-cluster dev until=2023-12-21T09:00:00.000Z" },
            { "a copy about to expire", $"about-to-expire-copy {Row.Id} somebody prod-altplus-cluster dev until=2023-12-21T09:00:00.000Z" },
            { "a life begun", $"life-begun {Row.Id} somebody prod-altplus-cluster dev until=2023-12-21T09:00:00.000Z" },
            { "overdue", $"unshare-failed {Row.Id} somebody prod-altplus-cluster dev close=aws rds snapshot=rds:nightly" },
            { "returned", $"share-returned {Row.Id} somebody prod-altplus-cluster dev snapshot=rds:nightly" },
            { "drift", "drift-found    987654321000 snapshot=rds:nightly with=all" },
            { "drift of no ARN", "drift-found     with=all" },
            { "a stray", "stray-found    987654321000 snapshot=rds:nightly" },
            { "a stray of no ARN", "stray-found    " },
            { "an export", "stray-found-export     snapshot=s3://b/mine" },
            { "frozen", "frozen    " },
        };

    /// <summary>Who and what are the request's, what has to be done the entry's own: by the time it is told, the request may stand elsewhere.</summary>
    [Theory]
    [MemberData(nameof(Sentences))]
    public void says_of_whom_and_what_it_is(string what, string says)
    {
        var plan = what switch
        {
            "requested a share" => Row.Plan with { Goal = Goal.Share },
            "a copy about to expire" => Row.Plan with { Goal = Goal.Copy },
            _ => Row.Plan,
        };
        LedgerEvent happened = what switch
        {
            "requested" or "requested a share" => new RequestCreated("Cluster", "prod-to-dev", Arn, "dev-x", "r"),
            "approved" => new RequestApproved(1, "d", "r"),
            "approved by the first of three" => new RequestApproved(1, "d", "r", Left: 2),
            "approved by the last" => new RequestApproved(1, "d", "r", Left: 0),
            "rejected" => new RequestRejected(1, "d", "too much"),
            "failed" => new StatusChanged("Running", "Failed", Finding.Message.ToString(), Finding.Message),
            "failed without a word" => new StatusChanged("Running", "Failed", Reason: null),
            "blocked" => new StepBlocked("Share", 3, Finding),
            "a life begun" => new RequestLifeBegun(Sample.Now),
            "about to expire" or "a copy about to expire" => new RequestAboutToExpire(Sample.Now),
            "overdue" => new ShareOverdue(Arn, Sample.Dev, Sample.Now, "c", "m", "aws rds"),
            "returned" => new ShareReturned(Arn, Sample.Dev, Sample.Now),
            "drift" => new DriftFound(Arn, "all", "Public"),
            "drift of no ARN" => new DriftFound("arn:aws", "all", "Public"),
            "a stray" => new StrayFound(Arn, "Derived"),
            "a stray of no ARN" => new StrayFound("arn:aws", "Derived"),
            "an export" => new StrayFound("s3://b/mine", "Derived"),
            _ => new Frozen("r", []),
        };
        var isOfRequest = happened is not (DriftFound or StrayFound or Frozen);
        var request = isOfRequest ? SampleRows.Request(plan: plan) : null;
        var sentence = new Notice(1, Notice.KindOf(happened)!, Sample.Now, request, happened).Sentence;

        var values = sentence.Values;
        var told = $"{sentence.Key["notice.".Length..]} {values["request"]} {values["name"]} {values["cluster"]} {values["account"]}";
        foreach (var name in new[] { "what", "close", "until", "snapshot", "with", "left" })
            if (values[name].Length > 0)
                told += $" {name}={values[name]}";
        Assert.Equal(says, told);
    }

    [Fact]
    public void is_written_as_json_with_everything_a_program_needs()
    {
        var happened = new ShareReturned(Arn, Sample.Dev, Sample.Now);
        var notice = new Notice(7, "share-returned", Sample.Now, Row, happened);
        var head = new SignedHead(9, "hash", "at", "signature");
        Assert.Equal(
            new JsonObject
            {
                ["id"] = 7,
                ["kind"] = "share-returned",
                ["at"] = "2023-12-21T09:00:00.000Z",
                ["text"] = "日本語",
                ["link"] = "https://share.example/",
                ["request"] = new JsonObject
                {
                    ["id"] = Row.Id,
                    ["requester"] = "somebody",
                    ["route"] = "prod-to-dev",
                    ["source"] = Row.Plan.Source.Arn,
                    ["targetAccount"] = Sample.Dev,
                    ["targetCluster"] = Row.Plan.TargetCluster,
                    ["status"] = "Running",
                },
                ["details"] = happened.Details(),
                ["ledgerHead"] = new JsonObject
                {
                    ["sequence"] = 9,
                    ["hash"] = "hash",
                    ["at"] = "at",
                    ["signature"] = "signature",
                },
            }.ToJsonString(),
            JsonNode.Parse(WebhookMessage.Json(notice, "日本語", "https://share.example/", head))!.ToJsonString()
        );
        // Readable on the wire too.
        Assert.Contains("日本語", WebhookMessage.Json(notice, "日本語", link: null, head: null), StringComparison.Ordinal);
        var bare = JsonNode.Parse(WebhookMessage.Json(notice with { Request = null, What = null }, "", link: null, head: null))!;
        Assert.Equal((null, null, null, "{}"), (bare["request"], bare["link"], bare["ledgerHead"], bare["details"]!.ToJsonString()));
    }

    [Fact]
    public void is_written_for_slack_with_or_without_a_link()
    {
        Assert.Equal("""{"text":"a"}""", WebhookMessage.Slack("a", link: null));
        Assert.Equal("""{"text":"日本 <https://x/>"}""", WebhookMessage.Slack("日本", "https://x/"));
    }

    public static TheoryData<WebhookOptions, string?> Options =>
        new()
        {
            { new(), null },
            { With(url: null, secret: null), null },
            { With(url: null), "Webhook:Url" },
            { With(), null },
            { With(url: "http://127.0.0.1/"), null },
            { With(url: "http://localhost:8080/x"), null },
            { With(url: "http://hooks.example/"), "Webhook:Url" },
            { With(url: "ftp://127.0.0.1/"), "Webhook:Url" },
            { With(url: "hooks.example"), "Webhook:Url" },
            { With(secret: new string('s', 31)), "Webhook:Secret" },
            { With(secret: new string('s', 32)), null },
            { With(secret: null), "Webhook:Secret" },
            { With(secret: ""), "Webhook:Secret" },
            { With(secret: null, format: "Slack"), null },
            { With(secret: "short", format: "Slack"), "Webhook:Secret" },
            { With(format: "Teams"), "Webhook:Format" },
            { With(language: "ja"), null },
            { With(language: "fr"), "Webhook:Language" },
            { With(publicUrl: ""), null },
            { With(publicUrl: "https://share.example/"), null },
            { With(publicUrl: "http://share.example/"), null },
            { With(publicUrl: "ftp://share.example/"), "Webhook:PublicUrl" },
            { With(publicUrl: "share.example"), "Webhook:PublicUrl" },
        };

    [Theory]
    [MemberData(nameof(Options))]
    public void goes_where_it_may(WebhookOptions options, string? mistake)
    {
        var mistakes = options.Mistakes().ToList();
        if (mistake is null)
            Assert.Empty(mistakes);
        else
            Assert.StartsWith(mistake + ":", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    private static WebhookOptions With(
        string? url = "https://hooks.example/",
        string? secret = "a secret that nobody can guess, ever",
        string format = "Json",
        string language = "en",
        string? publicUrl = null
    ) =>
        new()
        {
            Url = url,
            Secret = secret,
            Format = format,
            Language = language,
            PublicUrl = publicUrl,
        };

    /// <summary>An event of a type, with nothing in it that decides what it is told as.</summary>
    private static LedgerEvent Any(Type type)
    {
        var make = type.GetConstructors().First();
        return (LedgerEvent)make.Invoke([.. make.GetParameters().Select(Value)]);

        static object? Value(ParameterInfo parameter) =>
            parameter.HasDefaultValue ? parameter.DefaultValue
            : parameter.ParameterType == typeof(string) ? ""
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
            : null;
    }
}
