using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Requests;

/// <summary>The room's tables.</summary>
public static class RequestTables
{
    extension(Db db)
    {
        public DbSet<Request> Requests => db.Set<Request>();

        public DbSet<Decision> Decisions => db.Set<Decision>();
    }
}

internal sealed class RequestTable : IEntityTypeConfiguration<Request>
{
    public void Configure(EntityTypeBuilder<Request> builder)
    {
        builder.ToTable("Requests");
        builder.Ignore(request => request.SettledTerms);
        builder.Ignore(request => request.WarnsAt);
        builder.Property(request => request.Terms).IsJson();
        builder.Property(request => request.Plan).IsJson();
        builder.Property(request => request.Steps).IsJson();
        builder.Property(request => request.StatusReason).IsJson();
        builder.Property(request => request.DecideBy).HasColumnName("AnswerBy");
        builder.Property(request => request.Version).IsConcurrencyToken();
        builder.HasIndex(request => request.NextLookAt);
        builder.HasIndex(request => new { request.Status, request.CreatedAt });
        builder.HasIndex(request => new { request.SourceCluster, request.ReadyAt });
    }
}

internal sealed class DecisionTable : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.HasIndex(decision => decision.RequestId);
    }
}
