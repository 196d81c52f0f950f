using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SnapshotShare.Core.Audit;
using SnapshotShare.Core.Drift;
using SnapshotShare.Core.Freezing;
using SnapshotShare.Core.Notices;
using SnapshotShare.Core.People;
using SnapshotShare.Core.Pipeline;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Core.Data;

/// <summary>
/// Requests, decisions, shares, drift, sign-ins and the ledger. Anybody may read through it; writing goes through <see cref="WritingLane"/> alone.
/// </summary>
public sealed class SnapshotShareDb(DbContextOptions<SnapshotShareDb> options) : DbContext(options)
{
    public DbSet<Request> Requests => Set<Request>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<Share> Shares => Set<Share>();
    public DbSet<Freeze> Freezes => Set<Freeze>();
    public DbSet<DriftFinding> Drift => Set<DriftFinding>();
    public DbSet<NoticeCursor> NoticeCursors => Set<NoticeCursor>();
    public DbSet<AuditEntry> Ledger => Set<AuditEntry>();
    public DbSet<SignInSession> Sessions => Set<SignInSession>();
    public DbSet<WorldStamp> Worlds => Set<WorldStamp>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMilliseconds>();
        configurationBuilder.Properties<RequestStatus>().HaveConversion<string>();
        configurationBuilder.Properties<Verdict>().HaveConversion<string>();
        configurationBuilder.Properties<DriftKind>().HaveConversion<string>();
        configurationBuilder.Properties<DriftState>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Request>(request =>
        {
            request.HasKey(r => r.Id);
            request.Ignore(r => r.SettledTerms);
            request.Ignore(r => r.WarnsAt);
            Json(request.Property(r => r.Terms));
            Json(request.Property(r => r.Plan));
            Json(request.Property(r => r.Steps));
            Json(request.Property(r => r.StatusReason));
            request.Property(r => r.Version).IsConcurrencyToken();
            request.HasIndex(r => r.NextLookAt);
            request.HasIndex(r => new { r.Status, r.CreatedAt });
            request.HasIndex(r => new { r.SourceCluster, r.ReadyAt });
        });
        modelBuilder.Entity<Decision>().HasIndex(decision => decision.RequestId);
        modelBuilder.Entity<Share>(share =>
        {
            share.HasKey(s => s.RequestId);
            share.Property(s => s.Version).IsConcurrencyToken();
            share.HasIndex(s => s.WatchEndedAt);
        });
        modelBuilder.Entity<DriftFinding>(finding =>
        {
            finding.HasKey(f => f.Id);
            finding.Property(f => f.Version).IsConcurrencyToken();
            finding.HasIndex(f => new { f.SnapshotArn, f.SharedWith }).IsUnique().HasFilter("\"GoneAt\" IS NULL");
            finding.HasIndex(f => f.State);
        });
        modelBuilder.Entity<Freeze>();
        modelBuilder.Entity<NoticeCursor>(cursor =>
        {
            cursor.HasKey(c => c.Id);
            cursor.Property(c => c.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("Ledger");
            entry.HasKey(e => e.Sequence);
            entry.Property(e => e.Sequence).ValueGeneratedNever();
            entry.HasIndex(e => e.PreviousHash).IsUnique();
            entry.HasIndex(e => new { e.Subject, e.Sequence });
            entry.HasIndex(e => new { e.ActorId, e.Sequence });
            entry.HasIndex(e => new { e.ActorName, e.Sequence });
            entry.HasIndex(e => new { e.Kind, e.Sequence });
            entry.HasIndex(e => e.At);
        });
        modelBuilder.Entity<SignInSession>().HasKey(session => session.Id);
        modelBuilder.Entity<WorldStamp>().HasKey(stamp => stamp.Id);
    }

    private static void Json<T>(PropertyBuilder<T> property) =>
        property.HasConversion(
            new ValueConverter<T, string>(value => StoredJson.Write(value), text => ReadTexts<T>.Read(text)),
            // Never changed, only replaced: to be another object is to be changed, and no text need be written to find out.
            new ValueComparer<T>((left, right) => ReferenceEquals(left, right), value => RuntimeHelpers.GetHashCode(value), value => value)
        );

    /// <summary>
    /// Texts read lately and the objects they were read into. A request's row is read at each look and for each page, and most of it is a
    /// plan that stays the same; to read that anew took a fourteenth of the engine's time. What is read here may be handed out many times,
    /// because none of it is ever changed.
    /// </summary>
    private static class ReadTexts<T>
    {
        private const int Most = 512;
        private static readonly ConcurrentDictionary<string, T> Known = new(StringComparer.Ordinal);

        public static T Read(string text)
        {
            if (Known.TryGetValue(text, out var known))
                return known;
            if (Known.Count >= Most)
                Known.Clear();
            return Known[text] = StoredJson.Read<T>(text);
        }
    }

    /// <summary>Whole milliseconds since 1970 in UTC: sorts as it should, and is the same after a round trip.</summary>
    private sealed class UtcMilliseconds()
        : ValueConverter<DateTime, long>(
            at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)).ToUnixTimeMilliseconds(),
            milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime
        );
}

/// <summary>JSON as it stands in columns: enum names, not numbers, so that a row can be read by a person.</summary>
public static class StoredJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
}

/// <summary>Which world this database belongs to; accounts may join it later.</summary>
public sealed class WorldStamp
{
    public required int Id { get; init; }
    public required string Kind { get; init; }
    public required string AccountIds { get; set; }
    public required string SignInMode { get; init; }
    public required DateTime CreatedAt { get; init; }
}
