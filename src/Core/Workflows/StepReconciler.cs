using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Core.Workflows.Steps;

namespace SnapshotShare.Core.Workflows;

/// <summary>The rules by which a step goes from one state to the next. Pure: no database, no AWS, no clock.</summary>
public static class StepReconciler
{
    /// <param name="maker">The step whose result this one removes, if it removes something.</param>
    /// <param name="onWayOut">The request is closing: there is nothing left to fail to, so a person must help instead.</param>
    public static StepDecision AfterObservation(
        Step step,
        StepState state,
        Observation observation,
        StepState? maker,
        bool onWayOut,
        bool canAct,
        PollHints hints,
        DateTime now,
        Timings timings
    )
    {
        var looked = state with
        {
            Status = StepStatus.Running,
            StartedAt = state.StartedAt ?? now,
            LookedAt = now,
            Identity = observation.Identity ?? state.Identity,
        };
        switch (observation)
        {
            case Observation.There there:
                if (step.TakesAway && MayStillArrive(maker, now, timings) is { } until)
                    return new StepDecision.Wait(
                        looked with
                        {
                            NextLookAt = Earlier(until, now + timings.Look),
                            AwsStatus = null,
                            Note = Message.Of("late-call"),
                        }
                    );
                if (looked.Sightings + 1 < step.SightingsNeeded)
                    return new StepDecision.Wait(
                        looked with
                        {
                            // What is gone once may come back into sight; what is there was made.
                            Attempt = step.TakesAway ? looked.Attempt : Heard(looked.Attempt, now),
                            Sightings = looked.Sightings + 1,
                            AwsStatus = "available",
                            NextLookAt = now + timings.Quick,
                        }
                    );
                return new StepDecision.Finish(
                    looked with
                    {
                        Attempt = Heard(looked.Attempt, now),
                        TroubleSince = null,
                        Told = null,
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
            case Observation.Underway underway:
                return Overdue(
                    step,
                    looked with
                    {
                        Attempt = Heard(looked.Attempt, now),
                        // AWS answers again, so what it refused before this is over; in a copy of hours the next refusal is another trouble.
                        TroubleSince = null,
                        Told = null,
                        Failures = 0,
                        AwsStatus = underway.AwsStatus,
                        Percent = underway.Percent,
                        Sightings = 0,
                        Finding = null,
                        Note = underway.Note,
                        NextLookAt = PollSchedule.Next(
                            looked.Attempt?.IntendedAt ?? looked.StartedAt.Value,
                            underway.Percent,
                            hints,
                            now,
                            timings
                        ),
                    },
                    now,
                    timings
                );
            case Observation.Wrong { Final: true } wrong when !onWayOut:
                return new StepDecision.Fail(
                    looked with
                    {
                        Status = StepStatus.Failed,
                        EndedAt = now,
                        NextLookAt = null,
                        Note = null,
                        Finding = wrong.Finding,
                    }
                );
            case Observation.Wrong wrong:
                return new StepDecision.Block(
                    looked with
                    {
                        Status = StepStatus.Blocked,
                        Note = null,
                        Finding = wrong.Finding,
                        NextLookAt = now + timings.Blocked,
                    }
                );
            default:
                return NotThere(step, looked with { Sightings = 0, Note = null }, canAct, now, timings);
        }
    }

    /// <summary>The step as it goes into its next attempt. An earlier one that nobody answered is remembered for as long as it can arrive.</summary>
    public static StepState Intending(StepState state, string operation, DateTime now, Timings timings) =>
        state with
        {
            Attempt = new Attempt((state.Attempt?.Number ?? 0) + 1, operation, now),
            LateUntil = state.Attempt is { Response: null } unanswered ? ArrivesUntil(unanswered, timings) : state.LateUntil,
            Note = null,
        };

    /// <summary>Decides what a refused or unanswered call means for the step. Be it a look or a change, nothing is lost.</summary>
    public static StepDecision AfterError(
        StepState state,
        ErrorHandling fault,
        Finding finding,
        bool onWayOut,
        string jitterSeed,
        DateTime now,
        Timings timings
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
        var soon = now + BackOff(failed.Failures, jitterSeed, timings);
        return fault switch
        {
            ErrorHandling.Retry or ErrorHandling.Unknown when now - failed.TroubleSince < timings.Propagation * 3 => new StepDecision.Wait(
                failed with
                {
                    NextLookAt = soon,
                }
            ),
            ErrorHandling.Propagation or ErrorHandling.Gone when now - failed.TroubleSince < timings.Propagation => new StepDecision.Wait(
                failed with
                {
                    NextLookAt = soon,
                }
            ),
            // A person can bring nothing back that somebody deleted; what removes is answered by its own next look.
            ErrorHandling.Final
            or ErrorHandling.Gone when !onWayOut && !(fault == ErrorHandling.Gone && Workflow.Step(state.Name).TakesAway) =>
                new StepDecision.Fail(failed with { Status = StepStatus.Failed, Note = null, EndedAt = now, NextLookAt = null }),
            _ => new StepDecision.Block(failed with { Status = StepStatus.Blocked, Note = null, NextLookAt = now + timings.Blocked }),
        };
    }

    /// <summary>Doubling from one look's time, at most ten, give or take a fifth so that many do not come at once.</summary>
    public static TimeSpan BackOff(int failures, string jitterSeed, Timings timings)
    {
        var factor = Math.Min(10, Math.Pow(2, Math.Max(0, failures - 1)));
        var jitter = 0.8 + (StableHash(jitterSeed, failures) % 1000 / 1000.0 * 0.4);
        return timings.Look * factor * jitter;
    }

    /// <summary>Seeing what it made answers a call that nobody answered; what vanishes after that was taken away by somebody.</summary>
    private static Attempt? Heard(Attempt? attempt, DateTime now) =>
        attempt is { Response: null } ? attempt with { Response = new AttemptResponse(now, AwsRequestId: null, Fault: null) } : attempt;

    private static StepDecision NotThere(Step step, StepState state, bool canAct, DateTime now, Timings timings)
    {
        if (!canAct)
        {
            var waits = state with { AwsStatus = null, NextLookAt = now + timings.Quick };
            // Whoever only looks has been answered; whoever cannot act yet may still have a refused change behind it.
            return Overdue(
                step,
                step is ChangingStep ? waits : waits with { TroubleSince = null, Told = null, Failures = 0, Finding = null },
                now,
                timings
            );
        }
        switch (state.Attempt)
        {
            case null:
                return new StepDecision.Act(state);
            case { Response: null } unknown:
                // It may be on its way yet: asking again is for when its time is over.
                var settled = unknown.IntendedAt + timings.ChangeTimeout + timings.Settle;
                return now < settled
                    ? new StepDecision.Wait(state with { NextLookAt = Earlier(settled, now + timings.Look) })
                    : new StepDecision.Act(state);
            case { Response.Accepted: false }:
                return new StepDecision.Act(state);
            case { Response: { } accepted }:
                var visible = accepted.At + (step.TakesAway ? timings.Settle : timings.Propagation);
                if (now < visible)
                    return new StepDecision.Wait(state with { NextLookAt = Earlier(visible, now + timings.Quick) });
                // Taking away may be asked again; making again could double what somebody removed on purpose.
                return step.MayBeRepeated
                    ? new StepDecision.Act(state)
                    : new StepDecision.Fail(
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
                                Message.Of("finding.vanished", ("step", step.Name.ToString())),
                                Message.Of("remedy.ask-again")
                            ),
                        }
                    );
        }
    }

    /// <summary>AWS's own time counts: a step may have been held before it was asked for, by a freeze, in the copies' line, or by a clock that was wrong.</summary>
    private static StepDecision Overdue(Step step, StepState state, DateTime now, Timings timings)
    {
        var takes = now - (state.Attempt?.IntendedAt ?? state.StartedAt);
        if (takes < step.Deadline * timings.Scale || takes < timings.Look * 10)
            return new StepDecision.Wait(state);
        return new StepDecision.Block(
            state with
            {
                Status = StepStatus.Blocked,
                NextLookAt = now + timings.Blocked,
                Note = null,
                Finding = new Finding(
                    "takes-too-long",
                    Severity.Warning,
                    "",
                    step.Name.ToString(),
                    state.Note is { } note
                        ? Message.Of("finding.takes-too-long-still", ("step", step.Name.ToString())).With("what", [note])
                        : Message.Of("finding.takes-too-long", ("step", step.Name.ToString()), ("status", state.AwsStatus ?? "-")),
                    Message.Of("remedy.takes-too-long")
                ),
            }
        );
    }

    /// <summary>
    /// Until when what a making call makes could still come into sight: unanswered, it may be on its way; accepted and never seen, it
    /// may not be visible yet. Null when it cannot any more.
    /// </summary>
    private static DateTime? MayStillArrive(StepState? maker, DateTime now, Timings timings)
    {
        var last = maker switch
        {
            { Attempt: { Response: null } unanswered } => ArrivesUntil(unanswered, timings),
            { Attempt.Response: { Accepted: true } accepted, Status: not StepStatus.Done, AwsStatus: null } => accepted.At
                + timings.Propagation,
            _ => (DateTime?)null,
        };
        var until = last > maker?.LateUntil || maker?.LateUntil is null ? last : maker.LateUntil;
        return now < until ? until : null;
    }

    private static DateTime ArrivesUntil(Attempt unanswered, Timings timings) =>
        unanswered.IntendedAt + timings.ChangeTimeout + timings.LateArrival;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private static uint StableHash(string seed, int salt)
    {
        var hash = 2166136261u;
        foreach (var letter in seed)
            hash = (hash ^ letter) * 16777619u;
        return (hash ^ (uint)salt) * 16777619u;
    }
}
