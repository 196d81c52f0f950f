using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Tests.Requests;

public sealed class the_tables_of_transitions
{
    private static readonly string Architecture = File.ReadAllText(Repository.Path("docs", "architecture.md"));

    [Fact]
    public void of_a_request_are_drawn_in_the_documents() => AssertDrawn("request-transitions", RequestTransitions.Allowed);

    [Fact]
    public void of_a_step_are_drawn_in_the_documents() => AssertDrawn("step-transitions", StepTransitions.Allowed);

    [Fact]
    public void lead_out_of_every_status_that_is_no_end_and_out_of_none_that_is() =>
        Assert.All(
            Enum.GetValues<RequestStatus>(),
            status => Assert.Equal(!status.IsFinal(), RequestTransitions.Allowed.Any(way => way.From == status))
        );

    [Fact]
    public void lead_to_every_status_from_the_first()
    {
        var reached = new HashSet<RequestStatus> { RequestStatus.WaitingForApproval };
        while (RequestTransitions.Allowed.Any(way => reached.Contains(way.From) && reached.Add(way.To))) { }
        Assert.Equal(Enum.GetValues<RequestStatus>().Order(), reached.Order());
    }

    [Fact]
    public void let_a_request_go_only_where_they_say()
    {
        foreach (var from in Enum.GetValues<RequestStatus>())
        foreach (var to in Enum.GetValues<RequestStatus>())
        {
            var refused = Record.Exception(() => RequestTransitions.Check(from, to));
            Assert.Equal(from == to || RequestTransitions.Allowed.Contains((from, to)), refused is null);
        }
    }

    [Fact]
    public void let_nothing_undo_a_step_that_is_over() =>
        Assert.DoesNotContain(StepTransitions.Allowed, way => way.From is StepStatus.Done or StepStatus.Skipped);

    private static void AssertDrawn<T>(string name, IReadOnlyList<(T From, T To)> table)
        where T : struct, Enum
    {
        var drawn = Architecture.Split($"<!-- {name} -->")[1].Split("```")[1].Split('\n');
        Assert.Equal(
            table.Select(way => $"{way.From} --> {way.To}").Order(StringComparer.Ordinal),
            drawn
                .Select(line => line.Trim())
                .Where(line => line.Contains("-->", StringComparison.Ordinal) && !line.Contains("[*]", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }
}
