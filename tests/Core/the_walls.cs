using System.Reflection;
using System.Reflection.Emit;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Planning;

namespace SnapshotShare.Core.Tests;

/// <summary>Holds the rooms of the domain apart, as they are compiled: whatever a signature or a body names counts.</summary>
public sealed class the_walls
{
    /// <summary>Top to bottom: a room uses only what stands above it. <c>docs/architecture.md</c> draws the same list.</summary>
    private static readonly string[] Rooms =
    [
        "Text",
        "Findings",
        "Identity",
        "Topology",
        "Persistence",
        "Clocks",
        "Aws",
        "Ledger",
        "Observing",
        "Plans",
        "Requests",
        "Shares",
        "Approvals",
        "Workflows",
        "Planning",
        "Exposing",
        "Execution",
        "Commands",
        "Notifications",
    ];

    private static readonly Assembly Core = typeof(Planner).Assembly;

    private static readonly Dictionary<int, OpCode> Short = OpCodesOf(size: 1);
    private static readonly Dictionary<int, OpCode> Long = OpCodesOf(size: 2);

    private static readonly IReadOnlyList<(Type From, Type To)> Uses = [.. Core.GetTypes().SelectMany(UsesOf)];

    [Fact]
    public void stand_around_every_namespace() =>
        Assert.Equal(
            Rooms.Order(StringComparer.Ordinal),
            Core.GetTypes().Select(RoomOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void let_a_room_use_only_what_stands_above_it() => Assert.Empty(Breaches(Uses));

    [Fact]
    public void leave_no_two_namespaces_that_use_each_other()
    {
        var pairs = Uses.Select(use => (From: use.From.Namespace!, To: use.To.Namespace!)).Where(pair => pair.From != pair.To).ToHashSet();
        Assert.Empty(pairs.Where(pair => pairs.Contains((pair.To, pair.From))).Select(pair => $"{pair.From} and {pair.To}"));
    }

    /// <summary>The test of the test: a line that looks down is seen, in a signature and in a body.</summary>
    [Fact]
    public void see_a_breach()
    {
        Assert.Contains(typeof(Preflight), UsesOf(typeof(InASignature)).Select(use => use.To));
        Assert.Contains(typeof(Planner), UsesOf(typeof(InABody)).Select(use => use.To));
        Assert.NotEmpty(Breaches([(typeof(AwsChange), typeof(Planner))]));
    }

    [Theory]
    [InlineData("SnapshotShare.Core.Workflows")]
    [InlineData("SnapshotShare.Core.Planning.Checks")]
    [InlineData("SnapshotShare.Core.Planning.Policies")]
    [InlineData("SnapshotShare.Core.Plans")]
    [InlineData("SnapshotShare.Core.Exposing.DataLocations")]
    [InlineData("SnapshotShare.Core.Exposing.Strays.StrayRules")]
    [InlineData("SnapshotShare.Core.Exposing.Strays.RemovalRules")]
    [InlineData("SnapshotShare.Core.Planning.Planner")]
    [InlineData("SnapshotShare.Core.Approvals.ApprovalPolicy")]
    [InlineData("SnapshotShare.Core.Ledger.HashChain")]
    [InlineData("SnapshotShare.Core.Ledger.CanonicalJson")]
    [InlineData("SnapshotShare.Core.Shares.Drift.DriftComparison")]
    public void keep_what_is_pure_from_database_clock_client_and_logger(string pure)
    {
        var inside = Core.GetTypes().Where(type => $"{type.FullName}.".StartsWith(pure + ".", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(inside);
        Assert.DoesNotContain(
            inside.SelectMany(Mentioned),
            used =>
                typeof(DbContext).IsAssignableFrom(used)
                || used == typeof(TimeProvider)
                || used == typeof(AwsClients)
                || used == typeof(AccountClients)
                || typeof(ILogger).IsAssignableFrom(used)
        );
    }

    [Fact]
    public void let_nothing_but_the_ledgers_transaction_save()
    {
        var savers = Core.GetTypes().Where(type => Called(type).Any(method => method.Name is "SaveChanges" or "SaveChangesAsync"));
        Assert.Equal([typeof(LedgerTransaction)], savers.Select(Outermost).Distinct());
    }

    private static IEnumerable<string> Breaches(IEnumerable<(Type From, Type To)> uses) =>
        uses.Select(use => (use, From: Array.IndexOf(Rooms, RoomOf(use.From)), To: Array.IndexOf(Rooms, RoomOf(use.To))))
            .Where(step => step.From >= 0 && step.To > step.From)
            .Select(step => $"{Outermost(step.use.From).FullName} uses {Outermost(step.use.To).FullName}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>Null for the composition at the top of the project, for migrations, and for what compilers make.</summary>
    private static string? RoomOf(Type type) =>
        type.Namespace is { } space
        && space.Split('.') is ["SnapshotShare", "Core", var room, ..]
        && !space.EndsWith("Migrations", StringComparison.Ordinal)
            ? room
            : null;

    private static IEnumerable<(Type From, Type To)> UsesOf(Type type) =>
        Mentioned(type)
            .Where(used => used.Assembly == Core && RoomOf(used) is not null && (RoomOf(type) is not null || type.Assembly != Core))
            .Select(used => (type, used));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Mentioned(Type type) =>
        new[] { type.BaseType }
            .Concat(type.GetInterfaces())
            .Concat(type.GetFields(Everything).Select(field => field.FieldType))
            .Concat(type.GetProperties(Everything).Select(property => property.PropertyType))
            .Concat(Bodies(type).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(type.GetMethods(Everything).Select(method => method.ReturnType))
            .Concat(Bodies(type).SelectMany(method => method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []))
            .Concat(Tokens(type).OfType<MemberInfo>().SelectMany(member => member is Type named ? [named] : new[] { member.DeclaringType }))
            .OfType<Type>()
            .SelectMany(Parts);

    private static IEnumerable<MethodBase> Called(Type type) => Tokens(type).OfType<MethodBase>();

    private static IEnumerable<MethodBase> Bodies(Type type) =>
        type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything));

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    /// <summary>Every member that the type's code names: the operands of its instructions.</summary>
    private static IEnumerable<MemberInfo?> Tokens(Type type)
    {
        var arguments = type.IsGenericType ? type.GetGenericArguments() : null;
        foreach (var method in Bodies(type))
        {
            if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
                continue;
            var own = method.IsGenericMethod ? method.GetGenericArguments() : null;
            for (var at = 0; at < code.Length; )
            {
                var instruction = code[at] == 0xFE ? Long[code[++at]] : Short[code[at]];
                at++;
                if (
                    instruction.OperandType
                    is OperandType.InlineMethod
                        or OperandType.InlineField
                        or OperandType.InlineType
                        or OperandType.InlineTok
                )
                    yield return type.Module.ResolveMember(BitConverter.ToInt32(code, at), arguments, own);
                at += instruction.OperandType switch
                {
                    OperandType.InlineNone => 0,
                    OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                    OperandType.InlineVar => 2,
                    OperandType.InlineI8 or OperandType.InlineR => 8,
                    OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                    _ => 4,
                };
            }
        }
    }

    private static Dictionary<int, OpCode> OpCodesOf(int size) =>
        typeof(OpCodes)
            .GetFields()
            .Select(field => (OpCode)field.GetValue(null)!)
            .Where(code => code.Size == size)
            .ToDictionary(code => code.Value & 0xFF);

    private static class InASignature
    {
        public static void Look(Preflight? down) => _ = down;
    }

    private static class InABody
    {
        public static object Look() => Planner.NewFindings(null!, null!);
    }
}
