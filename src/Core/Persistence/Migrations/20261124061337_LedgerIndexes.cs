using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SnapshotShare.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class LedgerIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Ledger_ActorId_Sequence",
                table: "Ledger",
                columns: new[] { "ActorId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Ledger_At",
                table: "Ledger",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Ledger_Kind_Sequence",
                table: "Ledger",
                columns: new[] { "Kind", "Sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Ledger_ActorId_Sequence",
                table: "Ledger");

            migrationBuilder.DropIndex(
                name: "IX_Ledger_At",
                table: "Ledger");

            migrationBuilder.DropIndex(
                name: "IX_Ledger_Kind_Sequence",
                table: "Ledger");
        }
    }
}
