using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Core.Tests.Shares;

/// <summary>The one who asks AWS to take a share away: in which order he looks, writes and sends, and what he does where that cannot be written.</summary>
public sealed class asking_aws_to_close
{
    private static readonly IOException Full = new("the disk is full");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task looks_and_sends_nothing_where_nothing_is_shared()
    {
        await using var rig = await new Rig().OpenAsync();
        var book = new Book();
        var seen = await rig.Get<ShareCloser>().CloseAsync(book, Ct);
        Assert.Equal([], seen!.SharedWith);
        Assert.Empty(book.Lines);
        Assert.Equal(0, await SentAsync(rig));
    }

    [Fact]
    public async Task writes_the_intent_then_sends_then_writes_the_answer_and_looks_again()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var book = new Book();
        book.OnIntent = async () => book.WasSharedAtIntent = (await rig.SharedWithAsync(ByHand.Shareable)).Count == 1;
        var seen = await rig.Get<ShareCloser>().CloseAsync(book, Ct);
        Assert.True(book.WasSharedAtIntent);
        Assert.Equal(["intent", "accepted"], book.Lines);
        Assert.NotNull(book.Outcomes[0].AwsRequestId);
        Assert.Equal([], seen!.SharedWith);
        Assert.Empty(rig.Get<EmergencyJournal>().Pending);
    }

    [Fact]
    public async Task sends_nothing_where_it_is_not_its_business_any_more()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var book = new Book { IsItsBusiness = false };
        Assert.Null(await rig.Get<ShareCloser>().CloseAsync(book, Ct));
        Assert.Equal(["intent"], book.Lines);
        Assert.Equal([ByHand.Dev], await rig.SharedWithAsync(ByHand.Shareable));
    }

    /// <summary>
    /// Unsharing only lowers exposure, so it waits for no disk; what has a watchdog of its own waits. What is no failure of the records, such as being
    /// told to stop, stops both.
    /// </summary>
    [Theory]
    [InlineData("the disk is full", true, true)]
    [InlineData("the disk is full", false, false)]
    [InlineData("told to stop", true, false)]
    public async Task goes_ahead_without_an_intent_where(string what, bool mayGoAhead, bool isSent)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var book = new Book(mayGoAhead) { OnIntent = () => throw (what == "told to stop" ? new OperationCanceledException() : Full) };
        var failure = await Record.ExceptionAsync(() => rig.Get<ShareCloser>().CloseAsync(book, Ct));
        Assert.Equal(isSent, failure is null);
        Assert.Equal(isSent ? 0 : 1, (await rig.SharedWithAsync(ByHand.Shareable)).Count);
        Assert.Equal(["intent"], book.Lines);
        Assert.Equal(isSent ? 1 : 0, rig.Get<EmergencyJournal>().Pending.Count);
        if (!isSent)
            return;
        // What was done stands in the emergency journal as it was.
        var kept = rig.Get<EmergencyJournal>().Pending[0];
        Assert.Equal(
            (
                UnwrittenKind.Closing,
                "the subject",
                "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:" + ByHand.Shareable,
                ByHand.Dev
            ),
            (kept.Kind, kept.Subject, kept.SnapshotArn, kept.SharedWith)
        );
        Assert.Equal(("accepted", null, Full.Message, "watchdog"), (kept.Outcome, kept.Error, kept.Failure, kept.ActorId));
        Assert.NotNull(kept.AwsRequestId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task keeps_the_answer_elsewhere_where_that_alone_cannot_be_written(bool mayGoAhead)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var book = new Book(mayGoAhead) { OnRecord = () => throw Full };
        var failure = await Record.ExceptionAsync(() => rig.Get<ShareCloser>().CloseAsync(book, Ct));
        Assert.Equal(mayGoAhead ? null : Full, failure);
        Assert.Equal(["intent", "accepted"], book.Lines);
        Assert.Equal(mayGoAhead ? ["accepted"] : [], rig.Get<EmergencyJournal>().Pending.Select(item => item.Outcome!).ToArray());
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
    }

    /// <summary>What AWS says no to is written down, or kept where that cannot be, before anybody is told.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task tells_a_refusal_after_it_is_written(bool isWritten)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, actions => actions.Except(["rds:ModifyDBClusterSnapshotAttribute"]));
        var book = new Book { OnIntent = () => isWritten ? Task.CompletedTask : throw Full };
        var refused = await Assert.ThrowsAsync<AwsCallException>(() => rig.Get<ShareCloser>().CloseAsync(book, Ct));
        var (handling, error) = AwsErrors.Classify(refused);
        Assert.Equal(isWritten ? ["intent", "refused"] : ["intent"], book.Lines);
        if (isWritten)
            Assert.Equal((handling, error.Code), (book.Outcomes[0].Handling, book.Outcomes[0].Error!.Code));
        else
            Assert.Equal(
                ("refused", $"{error.Code}: {error.Message}"),
                rig.Get<EmergencyJournal>().Pending[0] is var kept ? (kept.Outcome, kept.Error) : default
            );
    }

    /// <summary>A session that has expired did nothing: it is renewed, once, under an intent of its own.</summary>
    [Theory]
    [InlineData(1, new[] { "intent", "refused", "intent", "accepted" })]
    [InlineData(2, new[] { "intent", "refused", "intent", "refused" })]
    public async Task asks_a_second_time_only_where_the_session_had_expired(int expires, string[] lines)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.Aws.DoAsync(
            "faults",
            new
            {
                kind = "ExpiredToken",
                operation = "ModifyDBClusterSnapshotAttribute",
                count = expires,
            }
        );
        var book = new Book();
        var failure = await Record.ExceptionAsync(() => rig.Get<ShareCloser>().CloseAsync(book, Ct));
        Assert.Equal(lines, book.Lines);
        Assert.Equal(expires == 2, failure is AwsCallException);
    }

    /// <summary>What may have been done is looked for, and not asked for a second time.</summary>
    [Fact]
    public async Task asks_once_where_the_answer_was_lost()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.Aws.DoAsync("faults", new { kind = "AnswerLost", operation = "ModifyDBClusterSnapshotAttribute" });
        var book = new Book();
        await Assert.ThrowsAsync<AwsCallException>(() => rig.Get<ShareCloser>().CloseAsync(book, Ct));
        Assert.Equal(["intent", "unknown"], book.Lines);
        Assert.Empty(await rig.SharedWithAsync(ByHand.Shareable));
    }

    private static async Task<int> SentAsync(Rig rig) =>
        (await rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == "ModifyDBClusterSnapshotAttribute");

    /// <summary>A closing whose book is kept here.</summary>
    private sealed class Book(bool goesAhead = true) : ShareClosing
    {
        public List<string> Lines { get; } = [];
        public List<CloseOutcome> Outcomes { get; } = [];
        public bool IsItsBusiness { get; init; } = true;
        public bool WasSharedAtIntent { get; set; }
        public Func<Task> OnIntent { get; set; } = () => Task.CompletedTask;
        public Action OnRecord { get; init; } = () => { };

        public override string Account => "prod";
        public override string SnapshotIdentifier => ByHand.Shareable;
        public override string SharedWith => ByHand.Dev;
        public override string Subject => "the subject";
        public override string Session => AwsClients.SessionOf("closing");
        public override bool GoesAheadUnwritten => goesAhead;

        public override async Task<bool> IntendAsync(AwsChange change, CancellationToken ct)
        {
            Lines.Add("intent");
            await OnIntent();
            return IsItsBusiness;
        }

        public override Task RecordAsync(AwsChange change, CloseOutcome outcome)
        {
            Outcomes.Add(outcome);
            Lines.Add(outcome.Told(change).Outcome);
            OnRecord();
            return Task.CompletedTask;
        }
    }
}
