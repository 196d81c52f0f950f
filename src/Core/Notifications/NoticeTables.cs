using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SnapshotShare.Core.Persistence;

namespace SnapshotShare.Core.Notifications;

/// <summary>The room's tables.</summary>
public static class NoticeTables
{
    extension(Db db)
    {
        public DbSet<NoticeCursor> NoticeCursors => db.Set<NoticeCursor>();
    }
}

internal sealed class NoticeCursorTable : IEntityTypeConfiguration<NoticeCursor>
{
    public void Configure(EntityTypeBuilder<NoticeCursor> builder)
    {
        builder.ToTable("NoticeCursors");
        builder.Property(cursor => cursor.Id).ValueGeneratedNever();
    }
}
