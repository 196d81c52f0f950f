using System.Globalization;
using System.Text.RegularExpressions;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>
/// The values that a restore, a change and a new instance may give. Which are valid the model says (RDS API Reference); AWS's code and words
/// for the others are known of some and believed of the rest.
/// </summary>
internal static partial class SettingRules
{
    public const string ExtendedSupport = "open-source-rds-extended-support";
    private static readonly int[] MonitoringIntervals = [0, 1, 5, 10, 15, 30, 60];
    private static readonly string[] AuroraStorage = ["aurora", "aurora-iopt1"];
    private static readonly string[] OtherStorage = ["gp2", "gp3", "io1", "io2", "standard"];

    /// <summary>The settings of a cluster that is, or will be, of this engine and version.</summary>
    public static Refusal? CheckCluster(Call call, string engine, string version)
    {
        var form = call.Form;
        return CheckMode(form)
            ?? CheckPort(form)
            ?? CheckBackups(form)
            ?? CheckMaintenance(form)
            ?? CheckStorage(form)
            ?? CheckNetwork(form)
            ?? CheckZones(call)
            ?? CheckLogs(form, engine, version)
            ?? CheckOptionGroup(form, engine, version)
            ?? CheckDomain(form)
            ?? CheckBacktrack(form, engine)
            ?? Choice(form, "EngineLifecycleSupport", ExtendedSupport, ExtendedSupport + "-disabled")
            ?? ClusterSettings.CheckCapacity(form, engine, version)
            ?? CheckObservation(call);
    }

    /// <summary>The settings of an instance that its cluster does not have for it.</summary>
    public static Refusal? CheckInstance(Call call) =>
        CheckMaintenance(call.Form) ?? CheckStorage(call.Form) ?? CheckNetwork(call.Form) ?? CheckObservation(call);

    private static Refusal? CheckMode(Parameters form) =>
        form.Text("EngineMode") is not (null or "provisioned") and var mode
            ? RdsFaults.InvalidCombination($"The engine mode {mode} you requested is currently unavailable.")
            : null;

    private static Refusal? CheckPort(Parameters form) =>
        form.Int("Port") is { } port and (< 1150 or > 65535)
            ? RdsFaults.InvalidValue($"Invalid database port: {port}. It must be between 1150 and 65535.")
            : null;

    private static Refusal? CheckBackups(Parameters form)
    {
        if (form.Int("BackupRetentionPeriod") is { } days and (< 1 or > 35))
            return RdsFaults.InvalidValue($"Invalid backup retention period: {days}. Retention period must be between 1 and 35.");
        return form.Text("PreferredBackupWindow") is { } window && Minutes(BackupWindow().Match(window), 24 * 60) < 30
            ? RdsFaults.InvalidValue($"Invalid backup window format: {window}. It must be hh24:mi-hh24:mi and at least 30 minutes.")
            : null;
    }

    private static Refusal? CheckMaintenance(Parameters form) =>
        form.Text("PreferredMaintenanceWindow") is { } window && Minutes(MaintenanceWindow().Match(window), 7 * 24 * 60) < 30
            ? RdsFaults.InvalidValue(
                $"Invalid maintenance window format: {window}. It must be ddd:hh24:mi-ddd:hh24:mi and at least 30 minutes."
            )
            : null;

    private static Refusal? CheckStorage(Parameters form)
    {
        if (form.Text("StorageType") is not { } type || AuroraStorage.Contains(type))
            return null;
        return OtherStorage.Contains(type)
            ? new Refusal(
                400,
                "StorageTypeNotSupported",
                $"The storage type {type} isn't supported for Aurora: aurora and aurora-iopt1 are."
            )
            : RdsFaults.InvalidValue($"Invalid storage type: {type}");
    }

    private static Refusal? CheckNetwork(Parameters form)
    {
        if (Choice(form, "NetworkType", "IPV4", "DUAL") is { } invalid)
            return invalid;
        // Every subnet group here is of IPv4 alone.
        return form.Text("NetworkType") == "DUAL"
            ? new Refusal(400, "NetworkTypeNotSupported", "The network type DUAL isn't supported by the DB subnet group.")
            : null;
    }

    private static Refusal? CheckZones(Call call) =>
        call.Form.List("AvailabilityZones", "AvailabilityZone").FirstOrDefault(zone => !Zones.Of(call.Region).Contains(zone)) is { } other
            ? new Refusal(
                400,
                "InvalidVPCNetworkStateFault",
                $"Availability zones '[{other}]' are unavailable in this region, please choose another zone set."
            )
            : null;

    private static Refusal? CheckLogs(Parameters form, string engine, string version)
    {
        var asked = new[]
        {
            form.List("EnableCloudwatchLogsExports", "member"),
            form.List("CloudwatchLogsExportConfiguration.EnableLogTypes", "member"),
            form.List("CloudwatchLogsExportConfiguration.DisableLogTypes", "member"),
        };
        return asked.SelectMany(types => types).FirstOrDefault(type => !Engines.LogTypes(engine).Contains(type)) is { } wrong
            ? RdsFaults.InvalidCombination(
                $"You cannot use the log types '{wrong}' with engine version {engine} {version}. For supported log types, see the documentation."
            )
            : null;
    }

    private static Refusal? CheckOptionGroup(Parameters form, string engine, string version) =>
        form.Text("OptionGroupName") is { } group && group != $"default:{engine}-{Engines.Major(engine, version).Replace('.', '-')}"
            ? new Refusal(404, "OptionGroupNotFoundFault", $"Specified OptionGroupName: {group} not found.")
            : null;

    // There is no directory here; a cluster can only be told to leave one.
    private static Refusal? CheckDomain(Parameters form) =>
        form.Text("Domain") is not (null or "none") and var domain
            ? new Refusal(404, "DomainNotFoundFault", $"The directory {domain} does not exist.")
            : null;

    private static Refusal? CheckBacktrack(Parameters form, string engine)
    {
        if (form.Int("BacktrackWindow") is not { } seconds)
            return null;
        if (seconds is < 0 or > 259_200)
            return RdsFaults.InvalidValue($"Invalid backtrack window: {seconds}. It must be between 0 and 259200 seconds.");
        return seconds > 0 && engine != Engines.MySql
            ? RdsFaults.InvalidCombination($"Backtrack is not supported for the {engine} engine.")
            : null;
    }

    private static Refusal? CheckObservation(Call call)
    {
        var form = call.Form;
        var (interval, role) = (form.Int("MonitoringInterval"), form.Text("MonitoringRoleArn"));
        if (interval is { } seconds && !MonitoringIntervals.Contains(seconds))
            return RdsFaults.InvalidValue($"The specified monitoring interval is not valid: {seconds}");
        if (interval > 0 && role is null)
            return RdsFaults.InvalidCombination(
                "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0."
            );
        if (role is not null && interval is null or 0)
            return RdsFaults.InvalidCombination(
                "You must specify a MonitoringInterval value other than 0 when you specify a MonitoringRoleARN value."
            );
        if (role is not null && call.World.Roles.Find(role)?.Account != call.Caller.Account)
            return RdsFaults.InvalidValue(
                "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING"
            );
        return Choice(form, "DatabaseInsightsMode", "standard", "advanced")
            ?? (
                form.Int("PerformanceInsightsRetentionPeriod") is { } days
                && !(days is 7 or 731 || (days % 31 == 0 && days / 31 is >= 1 and <= 23))
                    ? RdsFaults.InvalidValue(
                        $"Invalid Performance Insights retention period: {days}. It must be 7, 731 or 31 times a number of months from 1 to 23."
                    )
                    : null
            );
    }

    private static Refusal? Choice(Parameters form, string name, params string[] values) =>
        form.Text(name) is { } value && !values.Contains(value)
            ? RdsFaults.InvalidValue($"Invalid value {value} for {name}: it must be one of {string.Join(", ", values)}.")
            : null;

    /// <summary>The length of a window that comes around again; none where there was no window in the text.</summary>
    private static int Minutes(Match window, int round)
    {
        if (!window.Success)
            return 0;
        var (from, to) = (At(window, "1"), At(window, "2"));
        return (to - from + round) % round;
    }

    private static int At(Match window, string end)
    {
        var day = window.Groups["d" + end] is { Success: true } named
            ? Array.IndexOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], named.Value.ToLowerInvariant())
            : 0;
        return (((day * 24) + Number("h" + end)) * 60) + Number("m" + end);

        int Number(string group) => int.Parse(window.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        "^(?<h1>[01][0-9]|2[0-3]):(?<m1>[0-5][0-9])-(?<h2>[01][0-9]|2[0-3]):(?<m2>[0-5][0-9])\\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex BackupWindow();

    [GeneratedRegex(
        "^(?<d1>mon|tue|wed|thu|fri|sat|sun):(?<h1>[01][0-9]|2[0-3]):(?<m1>[0-5][0-9])-(?<d2>mon|tue|wed|thu|fri|sat|sun):(?<h2>[01][0-9]|2[0-3]):(?<m2>[0-5][0-9])\\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex MaintenanceWindow();
}
