using SnapshotShare.Core.Accounts;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Pipeline;

/// <summary>What follows from a look.</summary>
public abstract record StepMove
{
    private StepMove(StepState state) => State = state;

    /// <summary>The step as it is from here on.</summary>
    public StepState State { get; }

    /// <summary>Nothing to do but look again.</summary>
    public sealed record Wait(StepState Next) : StepMove(Next);

    /// <summary>It is this step's turn to change AWS.</summary>
    public sealed record Act(StepState Next) : StepMove(Next);

    public sealed record Finish(StepState Next) : StepMove(Next);

    /// <summary>A person must help; the step keeps looking, slowly.</summary>
    public sealed record Block(StepState Next) : StepMove(Next);

    /// <summary>The request cannot reach its goal any more.</summary>
    public sealed record Fail(StepState Next) : StepMove(Next);
}

/// <summary>The rules by which a step goes from one state to the next. Pure: no database, no AWS, no clock.</summary>
public static class Transitions
{
    /// <param name="maker">The step whose result this one removes, if it removes something.</param>
    /// <param name="onWayOut">The request is closing: there is nothing left to fail to, so a person must help instead.</param>
    public static StepMove AfterLook(
        Step step,
        StepState state,
        Sight sight,
        StepState? maker,
        bool onWayOut,
        bool canAct,
        Outlook outlook,
        DateTime now,
        Pace pace
    )
    {
        var looked = state with { Status = StepStatus.Running, StartedAt = state.StartedAt ?? now, LookedAt = now };
        switch (sight)
        {
            case Sight.There there:
                if (step.Removes && MayStillArrive(maker, now, pace) is { } until)
                    return new StepMove.Wait(
                        looked with
                        {
                            NextLookAt = Earlier(until, now + pace.Look),
                            AwsStatus = null,
                            Note = Phrase.Of("late-call"),
                        }
                    );
                if (looked.Sightings + 1 < step.SightingsNeeded)
                    return new StepMove.Wait(
                        looked with
                        {
                            Sightings = looked.Sightings + 1,
                            AwsStatus = "available",
                            NextLookAt = now + pace.Quick,
                        }
                    );
                return new StepMove.Finish(
                    looked with
                    {
                        Attempt = Heard(looked.Attempt, now),
                        TroubleSince = null,
                        Status = StepStatus.Done,
                        EndedAt = now,
                        Percent = null,
                        AwsStatus = null,
                        NextLookAt = null,
                        Failures = 0,
                        Finding = null,
                        Note = null,
                        Evidence = there.Evidence,
                    }
                );
            case Sight.Underway underway:
                return Overdue(
                    step,
                    looked with
                    {
                        Attempt = Heard(looked.Attempt, now),
                        AwsStatus = underway.AwsStatus,
                        Percent = underway.Percent,
                        Sightings = 0,
                        Finding = null,
                        Note = underway.Note,
                        NextLookAt = Rhythm.Next(
                            looked.Attempt?.IntendedAt ?? looked.StartedAt.Value,
                            underway.Percent,
                            outlook,
                            now,
                            pace
                        ),
                    },
                    now,
                    pace
                );
            case Sight.Wrong { Final: true } wrong when !onWayOut:
                return new StepMove.Fail(
                    looked with
                    {
                        Status = StepStatus.Failed,
                        EndedAt = now,
                        NextLookAt = null,
                        Note = null,
                        Finding = wrong.Finding,
                    }
                );
            case Sight.Wrong wrong:
                return new StepMove.Block(
                    looked with
                    {
                        Status = StepStatus.Blocked,
                        Note = null,
                        Finding = wrong.Finding,
                        NextLookAt = now + pace.Blocked,
                    }
                );
            default:
                return NotThere(step, looked with { Sightings = 0, Note = null }, canAct, now, pace);
        }
    }

    /// <summary>What a refused or unanswered call means for the step. Whether it was a look or an act, nothing is lost.</summary>
    public static StepMove AfterFault(
        StepState state,
        AwsFault fault,
        Finding finding,
        bool onWayOut,
        string jitterSeed,
        DateTime now,
        Pace pace
    )
    {
        var failed = state with
        {
            Status = StepStatus.Running,
            StartedAt = state.StartedAt ?? now,
            Failures = state.Failures + 1,
            TroubleSince = state.TroubleSince ?? now,
            Finding = finding,
        };
        var soon = now + BackOff(failed.Failures, jitterSeed, pace);
        return fault switch
        {
            AwsFault.Retry or AwsFault.Unknown when now - failed.TroubleSince < pace.Propagation * 3 => new StepMove.Wait(
                failed with
                {
                    NextLookAt = soon,
                }
            ),
            AwsFault.Propagation or AwsFault.Gone when now - failed.TroubleSince < pace.Propagation => new StepMove.Wait(
                failed with
                {
                    NextLookAt = soon,
                }
            ),
            // A person can bring nothing back that somebody deleted; what removes is answered by its own next look.
            AwsFault.Final or AwsFault.Gone when !onWayOut && !(fault == AwsFault.Gone && Trip.Step(state.Name).Removes) =>
                new StepMove.Fail(failed with { Status = StepStatus.Failed, Note = null, EndedAt = now, NextLookAt = null }),
            _ => new StepMove.Block(failed with { Status = StepStatus.Blocked, Note = null, NextLookAt = now + pace.Blocked }),
        };
    }

    /// <summary>Doubling from one look's time, at most ten, give or take a fifth so that many do not come at once.</summary>
    public static TimeSpan BackOff(int failures, string jitterSeed, Pace pace)
    {
        var factor = Math.Min(10, Math.Pow(2, Math.Max(0, failures - 1)));
        var jitter = 0.8 + (StableHash(jitterSeed, failures) % 1000 / 1000.0 * 0.4);
        return pace.Look * factor * jitter;
    }

    /// <summary>Seeing what it made answers a call that nobody answered; what vanishes after that was taken away by somebody.</summary>
    private static Attempt? Heard(Attempt? attempt, DateTime now) =>
        attempt is { Answer: null } ? attempt with { Answer = new AttemptAnswer(now, AwsRequestId: null, Fault: null) } : attempt;

    private static StepMove NotThere(Step step, StepState state, bool canAct, DateTime now, Pace pace)
    {
        if (!canAct)
            return Overdue(step, state with { AwsStatus = null, NextLookAt = now + pace.Quick }, now, pace);
        switch (state.Attempt)
        {
            case null:
                return new StepMove.Act(state);
            case { Answer: null } unknown:
                // It may be on its way yet: asking again is for when its time is over.
                var settled = unknown.IntendedAt + pace.ChangeTimeout + pace.Settle;
                return now < settled
                    ? new StepMove.Wait(state with { NextLookAt = Earlier(settled, now + pace.Look) })
                    : new StepMove.Act(state);
            case { Answer.Accepted: false }:
                return new StepMove.Act(state);
            case { Answer: { } accepted }:
                var visible = accepted.At + (step.Removes ? pace.Settle : pace.Propagation);
                if (now < visible)
                    return new StepMove.Wait(state with { NextLookAt = Earlier(visible, now + pace.Quick) });
                // Taking away may be asked again; making again could double what somebody removed on purpose.
                return step.Removes || step.Name is StepName.ReplacePassword
                    ? new StepMove.Act(state)
                    : new StepMove.Fail(
                        state with
                        {
                            Status = StepStatus.Failed,
                            EndedAt = now,
                            NextLookAt = null,
                            Finding = new Finding(
                                "vanished",
                                Severity.Blocking,
                                "",
                                step.Name.ToString(),
                                Phrase.Of("finding.vanished", ("step", step.Name.ToString())),
                                Phrase.Of("remedy.ask-again")
                            ),
                        }
                    );
        }
    }

    private static StepMove Overdue(Step step, StepState state, DateTime now, Pace pace)
    {
        if (now - state.StartedAt < step.Deadline * pace.Scale || now - state.StartedAt < pace.Look * 10)
            return new StepMove.Wait(state);
        return new StepMove.Block(
            state with
            {
                Status = StepStatus.Blocked,
                NextLookAt = now + pace.Blocked,
                Note = null,
                Finding = new Finding(
                    "takes-too-long",
                    Severity.Warning,
                    "",
                    step.Name.ToString(),
                    state.Note is { } note
                        ? Phrase.Of("finding.takes-too-long-still", ("step", step.Name.ToString())).With("what", [note])
                        : Phrase.Of("finding.takes-too-long", ("step", step.Name.ToString()), ("status", state.AwsStatus ?? "-")),
                    Phrase.Of("remedy.takes-too-long")
                ),
            }
        );
    }

    /// <summary>
    /// Until when what a making call makes could still come into sight: unanswered, it may be on its way; accepted and never seen, it
    /// may not be visible yet. Null when it cannot any more.
    /// </summary>
    private static DateTime? MayStillArrive(StepState? maker, DateTime now, Pace pace)
    {
        var last = maker switch
        {
            { Attempt: { Answer: null } unanswered } => unanswered.IntendedAt + pace.ChangeTimeout + pace.LateArrival,
            { Attempt.Answer: { Accepted: true } accepted, Status: not StepStatus.Done, AwsStatus: null } => accepted.At + pace.Propagation,
            _ => (DateTime?)null,
        };
        var until = last > maker?.LateUntil || maker?.LateUntil is null ? last : maker.LateUntil;
        return now < until ? until : null;
    }

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private static uint StableHash(string seed, int salt)
    {
        var hash = 2166136261u;
        foreach (var letter in seed)
            hash = (hash ^ letter) * 16777619u;
        return (hash ^ (uint)salt) * 16777619u;
    }
}
