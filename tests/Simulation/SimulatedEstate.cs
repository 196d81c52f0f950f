using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Simulation.Tests;

/// <summary>The configuration that every simulated server reads: the sandbox's two accounts and one route between them.</summary>
internal static class SimulatedEstate
{
    private const string Region = "ap-northeast-1";
    private const string Prod = "987654321000";
    private const string Dev = "123456789000";

    private static readonly TimingOptions LooksEveryTwoMinutes = new() { Look = TimeSpan.FromMinutes(2) };

    public static DatabaseEnvironment Environment { get; } = new("sandbox", [Prod, Dev], "Personas");

    public static Timings Timings { get; } = Timings.From(LooksEveryTwoMinutes, speed: 1);

    public static AwsTopology Of(Scenario scenario) =>
        AwsTopologyReader
            .Read(
                new AwsOptions
                {
                    Accounts = { ["prod"] = Account(Prod, scenario), ["dev"] = Account(Dev, scenario) },
                    Routes =
                    {
                        ["prod-to-dev"] = new()
                        {
                            From = "prod",
                            To = "dev",
                            SharingKey = "alias/dev-altplus-key",
                            TargetKey = "alias/aws/rds",
                            SubnetGroup = "dev-db-subnets",
                            SecurityGroups = ["sg-0d3adb33f01230de1"],
                            InstanceClass = "db.r6g.large",
                        },
                    },
                    Pace = LooksEveryTwoMinutes,
                }
            )
            .AwsTopology!;

    private static AccountOptions Account(string id, Scenario scenario) =>
        new()
        {
            AccountId = id,
            Region = Region,
            CopiesAtOnce = scenario.CopiesAtOnce,
            RoleArn = $"arn:aws:iam::{id}:role/SnapshotShare",
        };
}
