using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Shares;

/// <summary>The room's tables.</summary>
public static class ShareTables
{
    extension(Db db)
    {
        public DbSet<Share> Shares => db.Set<Share>();

        public DbSet<Freeze> Freezes => db.Set<Freeze>();

        /// <summary>True while sharing is frozen: the one question, asked by everybody.</summary>
        public bool IsFrozen() => db.Set<Freeze>().Any(freeze => freeze.LiftedAt == null);

        public Task<bool> IsFrozenAsync(CancellationToken ct) => db.Set<Freeze>().AnyAsync(freeze => freeze.LiftedAt == null, ct);
    }
}

internal sealed class ShareTable : IEntityTypeConfiguration<Share>
{
    public void Configure(EntityTypeBuilder<Share> builder)
    {
        builder.ToTable("Shares");
        builder.HasKey(share => share.RequestId);
        builder.Property(share => share.Version).IsConcurrencyToken();
        builder.HasIndex(share => share.WatchEndedAt);
    }
}

internal sealed class FreezeTable : IEntityTypeConfiguration<Freeze>
{
    public void Configure(EntityTypeBuilder<Freeze> builder)
    {
        builder.ToTable("Freezes");
    }
}
