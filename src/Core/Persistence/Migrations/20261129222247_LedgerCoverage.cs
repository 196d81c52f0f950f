using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SnapshotShare.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class LedgerCoverage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CoveredUpTo",
                table: "Worlds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CoveredUpTo",
                table: "Worlds");
        }
    }
}
