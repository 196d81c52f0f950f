using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Ledger.Events;

/// <summary>
/// An event that stands in the ledger: each kind has one record, whose members are the members of the entry's details. A member that is
/// null is left out unless it says that it is written as null. Nothing may be renamed here, because entries are never written again;
/// docs/ledger.md lists every kind with its members.
/// </summary>
/// <param name="Kind">One of <see cref="LedgerKind"/>.</param>
public abstract record LedgerEvent([property: JsonIgnore] string Kind)
{
    private static readonly JsonSerializerOptions Json = new(StoredJson.Options)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        Converters = { new MomentJson() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AsWritten } },
    };

    /// <summary>The record of each kind.</summary>
    public static FrozenDictionary<string, Type> Types { get; } =
        new Dictionary<string, Type>(StringComparer.Ordinal)
        {
            [LedgerKind.WorldCreated] = typeof(EnvironmentCreated),
            [LedgerKind.WorldExtended] = typeof(EnvironmentExtended),
            [LedgerKind.ClockMoved] = typeof(ClockMoved),
            [LedgerKind.ClockDistrusted] = typeof(ClockDistrusted),
            [LedgerKind.ClockTrusted] = typeof(ClockTrusted),
            [LedgerKind.Requested] = typeof(RequestCreated),
            [LedgerKind.Planned] = typeof(RequestPlanned),
            [LedgerKind.PlanChanged] = typeof(PlanChanged),
            [LedgerKind.Approved] = typeof(RequestApproved),
            [LedgerKind.Rejected] = typeof(RequestRejected),
            [LedgerKind.Cancelled] = typeof(RequestCancelled),
            [LedgerKind.AboutToExpire] = typeof(RequestAboutToExpire),
            [LedgerKind.ConnectionRead] = typeof(ConnectionRead),
            [LedgerKind.LifeBegun] = typeof(RequestLifeBegun),
            [LedgerKind.Extended] = typeof(RequestExtended),
            [LedgerKind.Retried] = typeof(RequestRetried),
            [LedgerKind.Unshared] = typeof(UnshareAsked),
            [LedgerKind.StatusChanged] = typeof(StatusChanged),
            [LedgerKind.StepDone] = typeof(StepDone),
            [LedgerKind.StepBlocked] = typeof(StepBlocked),
            [LedgerKind.StepUnblocked] = typeof(StepUnblocked),
            [LedgerKind.ResultDiffers] = typeof(ResultDiffers),
            [LedgerKind.ResultAsApproved] = typeof(ResultAsApproved),
            [LedgerKind.StepFailed] = typeof(StepFailed),
            [LedgerKind.Intent] = typeof(ChangeIntended),
            [LedgerKind.Result] = typeof(ChangeResult),
            [LedgerKind.ShareOpened] = typeof(ShareOpened),
            [LedgerKind.ShareClosed] = typeof(ShareClosed),
            [LedgerKind.ShareProven] = typeof(ShareProven),
            [LedgerKind.ShareOverdue] = typeof(ShareOverdue),
            [LedgerKind.ClosedWithoutEntry] = typeof(ClosedWithoutEntry),
            [LedgerKind.ShareReturned] = typeof(ShareReturned),
            [LedgerKind.DriftFound] = typeof(DriftFound),
            [LedgerKind.DriftGone] = typeof(DriftGone),
            [LedgerKind.DriftUnshared] = typeof(DriftUnshareAsked),
            [LedgerKind.DriftAdoptionProposed] = typeof(DriftAdoptionProposed),
            [LedgerKind.DriftAdopted] = typeof(DriftAdopted),
            [LedgerKind.DriftAdoptionEnded] = typeof(DriftAdoptionEnded),
            [LedgerKind.StrayFound] = typeof(StrayFound),
            [LedgerKind.StrayGone] = typeof(StrayGone),
            [LedgerKind.StrayRemovalDecided] = typeof(StrayRemovalDecided),
            [LedgerKind.Frozen] = typeof(Frozen),
            [LedgerKind.FreezeLifted] = typeof(FreezeLifted),
            [LedgerKind.RouteChecked] = typeof(RouteChecked),
            [LedgerKind.Exported] = typeof(LedgerExported),
            [LedgerKind.EvidenceTaken] = typeof(EvidenceTaken),
            [LedgerKind.HeadsGivenUp] = typeof(HeadsGivenUp),
            [LedgerKind.NoticeGivenUp] = typeof(NoticeGivenUp),
            [LedgerKind.Refused] = typeof(AttemptRefused),
            [LedgerKind.LeftOut] = typeof(AttemptsLeftOut),
            [LedgerKind.SignedIn] = typeof(SignedIn),
            [LedgerKind.SignedOut] = typeof(SignedOut),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The details of the entry.</summary>
    public JsonObject Details() => JsonSerializer.SerializeToNode(this, GetType(), Json)!.AsObject();

    /// <summary>True for what comes of an entry whose details somebody changed into something that cannot be read.</summary>
    public static bool IsUnreadable(Exception failure) =>
        failure is JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException;

    /// <summary>The event of a stored entry; null where the kind is not known or an entry from before has another shape.</summary>
    public static LedgerEvent? Read(string kind, string details)
    {
        if (!Types.TryGetValue(kind, out var type))
            return null;
        try
        {
            return (LedgerEvent?)JsonSerializer.Deserialize(details, type, Json);
        }
        catch (Exception e) when (e is NotSupportedException || IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Asks of a stored entry the members that every writer sets, and writes null where the event says so. Nothing else is refused: a
    /// finding of an older version may lack something, and no entry may fail to be written.
    /// </summary>
    private static void AsWritten(JsonTypeInfo type)
    {
        var isEvent = type.Type.IsSubclassOf(typeof(LedgerEvent));
        foreach (var member in type.Properties)
        {
            var isRequired = isEvent && member.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };
            member.IsRequired = isRequired;
            if (!member.PropertyType.IsValueType)
                (member.IsGetNullable, member.IsSetNullable) = (true, !isRequired);
            if (member.AttributeProvider?.GetCustomAttributes(typeof(WrittenAsNullAttribute), inherit: false) is { Length: > 0 })
                member.ShouldSerialize = static (_, _) => true;
        }
        if (type.Type == typeof(ChangeResult))
            type.Properties.Single(member => member.Name == "awsRequestId").ShouldSerialize = static (result, id) =>
                id is not null || ((ChangeResult)result).IsAnswer;
    }
}
