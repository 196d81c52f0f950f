using System.Collections.Frozen;

namespace SnapshotShare.Core.Text;

/// <summary>Every sentence the domain says by itself, by key, in every language the product speaks; keys are stored, so they stay.</summary>
public static class Messages
{
    private static readonly Dictionary<string, (string English, string Japanese)> All = new(StringComparer.Ordinal)
    {
        // Verbs that did nothing, and why.
        ["no-such-request"] = ("There is no request {request}.", "申請 {request} はありません。"),
        ["no-such-route"] = (
            "There is no route named '{route}'; Routes and keys lists those there are.",
            "経路「{route}」はありません。設定されている経路は「経路とキー」で確かめられます。"
        ),
        ["no-such-snapshot"] = (
            "Account {account} has no snapshot named '{snapshot}'.",
            "アカウント {account} にスナップショット「{snapshot}」はありません。"
        ),
        ["no-automated-snapshot"] = (
            "Cluster '{cluster}' has no available automated snapshot in account {account}.",
            "アカウント {account} のクラスター「{cluster}」に、利用できる自動スナップショットがありません。"
        ),
        ["no-such-cluster"] = (
            "Account {account} has no cluster named '{cluster}'.",
            "アカウント {account} にクラスター「{cluster}」はありません。"
        ),
        ["source-missing"] = (
            "Name a snapshot, a cluster whose newest automated snapshot is meant, or a cluster to take one of now.",
            "スナップショットか、最新の自動スナップショットを使うクラスターか、今スナップショットを取得するクラスターを指定してください。"
        ),
        ["source-twice"] = (
            "Name one snapshot or one cluster, not several.",
            "スナップショットまたはクラスターを 1 つだけ指定してください。"
        ),
        ["reason-too-long"] = ("The reason may have {most} characters at most.", "理由は {most} 文字までです。"),
        ["cluster-identifier"] = (
            "'{cluster}' is not a cluster identifier: 1 to 63 letters, digits and hyphens, first a letter, no hyphen at the end, no two in a row.",
            "「{cluster}」はクラスター識別子として使えません。1〜63 文字の英数字とハイフンを使い、先頭は英字にしてください。末尾のハイフンと連続するハイフンは使えません。"
        ),
        ["instance-class"] = (
            "'{class}' is not an instance class such as db.r6g.large.",
            "「{class}」は db.r6g.large のようなインスタンスクラスではありません。"
        ),
        ["engine-version"] = (
            "'{version}' is not an engine version such as 8.0.mysql_aurora.3.04.1 or 15.4.",
            "「{version}」は 8.0.mysql_aurora.3.04.1 や 15.4 のようなエンジンバージョンではありません。"
        ),
        ["window-bounds"] = (
            "A share window of {window} is not possible on this route; it allows a second to {most}.",
            "この経路では共有の上限を {window} にできません。1 秒から {most} までです。"
        ),
        ["life-bounds"] = (
            "A life of {life} is not possible on this route; it allows a second to {most}.",
            "この経路では利用期間を {life} にできません。1 秒から {most} までです。"
        ),
        ["unshare-unwritten"] = (
            "The share is being taken away. Nothing can be read or written at present; it is entered into the ledger once that works again.",
            "共有を解除しています。現在は記録の読み書きができません。復旧後に台帳へ記録します。"
        ),
        ["records-unavailable"] = (
            "Nothing was done: nothing can be written or read at present ({why}). It works again as soon as that does; what is shared is taken away all the same.",
            "何も行われませんでした。現在は記録の読み書きができません（{why}）。復旧すれば再び使えます。共有の停止は、その間も行われます。"
        ),
        ["ledger-key-missing"] = (
            "Decisions are signed, and the key that signs them (ledger-heads.key) is gone or cannot be read. An operator puts it back from its copy.",
            "判断には署名が必要ですが、署名する鍵（ledger-heads.key）がないか、読み取れません。運用担当者が控えから戻してください。"
        ),
        ["people-only"] = ("An application does not decide this; a person does.", "この判断はアプリケーションではなく、人が行います。"),
        ["extend-approved"] = (
            "The approver shortened the life to {most} from the moment it was ready; longer needs another approval, so ask again.",
            "承認者が利用期間を、使えるようになってから {most} に短縮しています。延ばすには改めて承認が必要です。申請し直してください。"
        ),
        ["extend-bounds"] = (
            "That is longer than this route allows: {most} from the moment it was ready.",
            "この経路の上限を超えます。使えるようになってから最長 {most} です。"
        ),
        ["asked-already"] = (
            "You have asked for this already: request {request}, status '{status}'. No second one was made.",
            "同じ内容をすでに申請しています：申請 {request}（状態：{status}）。二つ目は作っていません。"
        ),
        ["cluster-reserved"] = (
            "Cluster identifier '{cluster}' is already taken by request {request}.",
            "クラスター識別子「{cluster}」は、申請 {request} が使っています。"
        ),
        ["no-such-persona"] = (
            "There is no persona '{persona}'; choose one of these.",
            "ペルソナ「{persona}」はありません。ここから選んでください。"
        ),
        ["own-request"] = (
            "Nobody approves or rejects their own request; somebody else must decide this one.",
            "自分の申請を自分で承認または却下することはできません。別の人が判断します。"
        ),
        ["not-your-role"] = ("This is for the roles {roles}.", "これができる役割：{roles}"),
        ["signed-out"] = ("This session has ended; sign in again.", "このセッションは終わっています。もう一度サインインしてください。"),
        ["too-many"] = (
            "You have asked for this too often within a minute; it works again in {wait}.",
            "短い時間に何度も行われたため、受け付けませんでした。{wait}後にもう一度試してください。"
        ),
        ["too-many-at-once"] = (
            "Much of this is running for you already, and more is waiting. Try again when some of it has ended.",
            "この人の処理がすでに多く実行中で、順番待ちもいっぱいです。いくつか終わってから、もう一度試してください。"
        ),
        ["plan-is-stale"] = (
            "The plan has changed since you read it (it is now version {version}). Read the new plan and decide again.",
            "読んだ後で計画が変わりました（現在は第 {version} 版）。新しい計画を読んで、もう一度判断してください。"
        ),
        ["rule.reason-length"] = (
            "Rule ReasonLength of route {route}: say why in at least {least} characters.",
            "経路 {route} の規則 ReasonLength：理由を {least} 文字以上で書いてください。"
        ),
        ["rule.ticket"] = (
            "Rule Ticket of route {route}: the reason must name a ticket of the form {pattern}.",
            "経路 {route} の規則 Ticket：理由には {pattern} の形のチケットが必要です。"
        ),
        ["rule.groups-left-out"] = (
            "Rule Groups of route {route}: only members of {groups} approve here, and your sign-in names none of your groups, because they are more than a token "
                + "holds. Have these groups assigned to the application in Entra (Token configuration: groups assigned to the application), and sign in again.",
            "経路 {route} の規則 Groups：承認できるのは {groups} のメンバーだけです。所属グループが多すぎてトークンに入らないため、サインインにグループが含まれていません。Entra でこれらの"
                + "グループをアプリケーションに割り当て（トークン構成：アプリケーションに割り当てられているグループ）、サインインし直してください。"
        ),
        ["rule.groups"] = (
            "Rule Groups of route {route}: only members of {groups} approve here.",
            "経路 {route} の規則 Groups：承認できるのは {groups} のメンバーだけです。"
        ),
        ["approved-already"] = (
            "You have approved this version of the plan already; rule Approvers of route {route} wants {needed} people.",
            "この版の計画はすでに承認しています。経路 {route} の規則 Approvers では {needed} 人が必要です。"
        ),
        ["approved-so-far"] = (
            "Approved by {names}; {left} more must say yes to the same plan.",
            "{names} が承認しました。同じ計画にあと {left} 人の承認が必要です。"
        ),
        ["rules-changed"] = (
            "The approval rules of route {route} have changed since this was planned; press 'Make the plan again' on the request, then decide.",
            "計画の後で経路 {route} の承認規則が変わりました。申請のページで「計画を作り直す」を押してから判断してください。"
        ),
        ["automatic-approval"] = (
            "Rule Automatic of route {route}: cluster {cluster}, window and life within its limits, nothing to look at.",
            "経路 {route} の規則 Automatic：クラスター {cluster}、共有の上限と利用期間は範囲内で、確認すべきことはありません。"
        ),
        ["only-shorter"] = (
            "An approver may shorten the window or the life, to a second at least, and never lengthen it.",
            "承認者は共有の上限や利用期間を 1 秒まで短くできますが、長くはできません。"
        ),
        ["nothing-shared"] = ("Nothing is shared by this request now.", "この申請は現在、何も共有していません。"),
        ["not-now-approve"] = (
            "The request's status is '{status}'; only one that waits for approval can be approved.",
            "申請の状態は「{status}」です。承認できるのは、承認を待っているものだけです。"
        ),
        ["not-now-reject"] = (
            "The request's status is '{status}'; only one that waits for approval can be rejected.",
            "申請の状態は「{status}」です。却下できるのは、承認を待っているものだけです。"
        ),
        ["not-now-cancel"] = (
            "The request's status is '{status}'; there is nothing left to cancel.",
            "申請の状態は「{status}」です。取り消すものはもうありません。"
        ),
        ["not-now-extend"] = (
            "The request's status is '{status}'; only the life of a ready cluster or copy can be extended.",
            "申請の状態は「{status}」です。利用期間を延長できるのは、利用可能なクラスターまたはコピーだけです。"
        ),
        ["no-life-to-extend"] = (
            "This copy is from before copies had a life, and gets one with the next look at it; then it can be extended.",
            "このコピーは利用期間が設けられる前に作られたものです。次の確認で利用期間が設定され、その後に延長できます。"
        ),
        ["extend-by"] = (
            "A life is extended by a length of time above zero, and {life} is none.",
            "延長できるのは 0 より長い時間です。{life} は指定できません。"
        ),
        ["not-a-length"] = (
            "'{typed}' is no number above zero; write one with a point, such as 1.5.",
            "「{typed}」は 0 より大きい数ではありません。1.5 のように小数点で書いてください。"
        ),
        ["not-now-connect"] = (
            "The request's status is '{status}'; there is nothing to connect to.",
            "申請の状態は「{status}」です。接続先はありません。"
        ),
        ["not-now-retry"] = (
            "The request's status is '{status}'; it is not waiting for another try.",
            "申請の状態は「{status}」です。再試行を待っていません。"
        ),
        ["no-such-drift"] = ("There is no such share on record: {finding}.", "申請によらない共有 {finding} の記録はありません。"),
        ["drift-is-gone"] = ("This share is gone already; there is nothing left to do.", "この共有はすでにありません。対応は不要です。"),
        ["no-such-stray"] = ("There is no such resource on record: {stray}.", "申請外のリソース {stray} の記録はありません。"),
        ["stray-is-gone"] = ("It is gone already; there is nothing left to do.", "このリソースはすでにありません。対応は不要です。"),
        ["stray-decided"] = ("{name} has decided already that it goes.", "削除はすでに {name} が決めています。"),
        ["stray-anothers-installation"] = (
            "Another installation of SnapshotShare made it, and that one answers for it.",
            "別の SnapshotShare が作成したものです。扱いはそちらで決めます。"
        ),
        ["stray-without-installation"] = (
            "It has no installation's tag, so nobody here knows whose it is.",
            "インストールのタグがないため、誰のものか分かりません。"
        ),
        ["stray-made-by-others"] = (
            "Somebody made it of what request {request} made, so it is that person's to remove.",
            "申請 {request} が作成したものから誰かが作成しました。削除するのはその人です。"
        ),
        ["stray-export"] = (
            "Nothing here deletes files in S3. This stands for as long as AWS lists the export, also after its files are gone.",
            "SnapshotShare は S3 のファイルを削除しません。ファイルを削除した後も、AWS がこのエクスポートを一覧に残しているあいだは表示されます。"
        ),
        ["stray-not-made-here"] = (
            "SnapshotShare makes nothing of the kind in account {account}, whatever its tags say.",
            "SnapshotShare はアカウント {account} にこの種のリソースを作成しません。タグがあっても申請のものではありません。"
        ),
        ["stray-goes-with-cluster"] = ("It goes with its cluster.", "クラスターと一緒に削除されます。"),
        ["stray-aws-own"] = (
            "AWS keeps it as a backup, for as long as backups are kept there.",
            "AWS がバックアップとして保持しています。保持期間が過ぎるまで残ります。"
        ),
        ["stray-request-under-way"] = (
            "Request {request} is still under way; this can be decided about once it is over.",
            "申請 {request} が進行中です。終わると削除を決められます。"
        ),
        ["stray-too-young"] = (
            "It is younger than the newest that this database knew when it was started: a request that was lost with an older backup may need it.",
            "起動時にこのデータベースが把握していた記録より新しいものです。古いバックアップを戻したために失われた申請が使っている可能性があります。"
        ),
        ["drift-not-open"] = (
            "The share's state is '{state}'; only one that is undecided, or that waits for a second person, can be proposed to be kept.",
            "この共有の状態は「{state}」です。残すことを提案できるのは、未対応か、もう一人の判断待ちのものだけです。"
        ),
        ["no-such-proposal"] = (
            "Nobody proposes to keep this share until that moment; read it again and decide again.",
            "その期限まで残す提案はありません。もう一度読み直して判断してください。"
        ),
        ["own-proposal"] = (
            "Nobody approves their own proposal; somebody else must decide this one.",
            "自分の提案を自分で承認することはできません。別の人が判断します。"
        ),
        ["adoption-bounds"] = (
            "A share can be kept until a moment in the future, at most {most} days from now.",
            "残す期限は今より後、最長 {most} 日先までです。"
        ),
        ["preflight-failed"] = (
            "Account {account} gave no answer to {action}, so there is no plan yet; try again in a moment. ({code}: {message})",
            "アカウント {account} が {action} に応答しなかったため、まだ計画がありません。少し待って試してください。（{code}：{message}）"
        ),
        ["account-not-readable"] = (
            "Account {account} could not be read. SnapshotShare keeps trying; if it stays, check the account's role on Routes and keys. ({code}: {message})",
            "アカウント {account} を読み取れませんでした。SnapshotShare は読み取りを続けます。解消しなければ「経路とキー」でロールを確かめてください。（{code}：{message}）"
        ),
        ["aws-backup-not-readable"] = (
            "AWS Backup’s snapshots of account {account} could not be listed. All others are shown, with those of AWS Backup that AWS lists as manual ones or that were known before. ({code}: {message})",
            "アカウント {account} の AWS Backup のスナップショットを一覧できませんでした。ほかのスナップショットと、AWS が手動として返すもの、以前に確認したものは表示しています。（{code}：{message}）"
        ),
        ["route-gone"] = (
            "Route '{route}' is no longer configured. An administrator can put it back; otherwise ask again on another route.",
            "経路「{route}」はもう設定されていません。管理者が設定を戻すか、別の経路で申請し直してください。"
        ),

        // Why a request stands where it stands.
        ["plan-changed"] = (
            "What was approved is not what would run now, so it needs a new approval. Changed: {changes}",
            "承認されたものと今実行されるものが違うため、新しい承認が必要です。変わった点：{changes}"
        ),
        ["rejected-because"] = ("Rejected: {reason}", "却下：{reason}"),
        ["cancelled-by"] = ("Cancelled by {name}. {reason}", "{name} が取り消しました。{reason}"),
        ["given-back-by"] = ("Given back by {name}. {reason}", "{name} が返却しました。{reason}"),
        ["late-call"] = (
            "It is gone; an earlier call could still reach AWS and bring it back, so it is watched until none can.",
            "もう存在しません。以前の呼び出しが遅れて AWS に届き、元に戻る可能性があるため、その可能性がなくなるまで見張ります。"
        ),
        ["shared-again"] = (
            "The snapshot's restore attribute names the target account again.",
            "スナップショットの restore 属性に、ターゲットアカウントが再び載っています。"
        ),
        ["still-listed"] = (
            "The target account's listing still shows the snapshot.",
            "ターゲットアカウントの一覧に、スナップショットがまだ表示されています。"
        ),
        ["not-yet-writer"] = (
            "The instance is there; its cluster does not have it as the writer yet.",
            "インスタンスはできていますが、クラスターのライターにはまだなっていません。"
        ),
        ["secret-not-active"] = (
            "The secret with the new password is not active yet.",
            "新しいパスワードのシークレットは、まだ有効になっていません。"
        ),
        ["in-line"] = (
            "Number {place} in line; copies running in account {account}: {running}.",
            "順番待ち {place} 番目：アカウント {account} では {running} 件のコピーが実行中です。"
        ),
        ["planned-again"] = (
            "Planned again by {name}, from the accounts as they are now.",
            "{name} が、今のアカウントの状態から計画を作り直しました。"
        ),
        ["nobody-answered"] = (
            "Nobody answered in time; ask again if it is still needed.",
            "期限までに誰も回答しませんでした。まだ必要な場合は、もう一度申請してください。"
        ),
        ["heads-not-lost"] = (
            "No heads of the ledger are missing, so there is nothing to give up.",
            "台帳のヘッドは失われていないため、放棄するものはありません。"
        ),
        ["ledger-broken"] = (
            "The ledger does not hold from entry {entry} on ({fault}); no evidence is signed until that is cleared up.",
            "台帳はエントリ {entry} 以降で成り立っていません({fault})。解明されるまで、証拠には署名しません。"
        ),
        ["share-held"] = (
            "Request {request} shares this very snapshot, or has just ceased to; this one follows when that share is over and its watch has ended.",
            "申請 {request} が同じスナップショットを共有しているか、共有を終えたばかりです。その共有と監視が終わりしだい、この申請が続きます。"
        ),
        ["frozen"] = (
            "Sharing is frozen; nothing is shared until an administrator lifts the freeze.",
            "共有は凍結中です。管理者が凍結を解除するまで、何も共有されません。"
        ),
        ["clock-behind"] = (
            "This server's clock says {now}, which is {behind} before the ledger's last entry ({last}). Nothing new begins until it is right again. What is shared ends in time all the same.",
            "サーバーの時計は {now} を示しており、台帳の最後の記録（{last}）より {behind}前です。正しい時刻に直るまで新しい処理は開始しません。共有は期限どおりに終了します。"
        ),
        ["clock-behind-aws"] = (
            "This server's clock says {now}, and AWS's says {aws}: it is {skew} behind. Nothing new begins until it is right again. What is shared ends in time all the same.",
            "サーバーの時計は {now} を示していますが、AWS の時計は {aws} です（{skew}遅れ）。正しい時刻に直るまで新しい処理は開始しません。共有は期限どおりに終了します。"
        ),
        ["clock-ahead-of-aws"] = (
            "This server's clock says {now}, and AWS's says {aws}: it is {skew} ahead. Nothing new begins until it is right again. What is shared ends by whichever clock says so first.",
            "サーバーの時計は {now} を示していますが、AWS の時計は {aws} です（{skew}進み）。正しい時刻に直るまで新しい処理は開始しません。共有はいずれかの時計で期限に達した時点で終了します。"
        ),
        ["frozen-already"] = ("{name} has frozen sharing already.", "{name} がすでに共有を凍結しています。"),
        ["not-frozen"] = ("Sharing is not frozen.", "共有は凍結されていません。"),
        ["own-freeze"] = (
            "Nobody lifts their own freeze; another administrator must.",
            "自分で設定した凍結は解除できません。別の管理者が解除します。"
        ),
        ["connection-not-yours"] = (
            "Connection data is for whoever asked for the cluster, and for nobody else.",
            "接続情報を見られるのは、クラスターを申請した本人だけです。"
        ),
        ["not-your-decision"] = (
            "An approver takes the evidence of own decisions only.",
            "承認者が取り出せるのは、自分が判断した申請の証跡だけです。"
        ),
        ["life-over"] = ("The dev cluster has reached the end of its life.", "開発クラスターの利用期間が終わりました。"),
        ["life-over-copy"] = ("The copy has reached the end of its life.", "コピーの利用期間が終わりました。"),

        // Why a step is in the plan.
        ["why.find-source"] = (
            "Everything starts from {snapshot}; it must be there and available.",
            "すべては {snapshot} から始まります。存在し、利用できなければなりません。"
        ),
        ["why.take-snapshot"] = (
            "Takes a manual snapshot of cluster {cluster} now, named {snapshot}; the data is as of that moment.",
            "クラスター {cluster} の手動スナップショット {snapshot} を今取得します。データはその時点のものです。"
        ),
        ["why.copy-automated-managed"] = (
            "A copy is needed: {snapshot} is automated, which cannot be shared, and encrypted under the AWS managed key {key}, which no other account can ever use.",
            "コピーが必要です。{snapshot} は共有できない自動スナップショットで、他のアカウントが決して使えない AWS マネージドキー {key} で暗号化されています。"
        ),
        ["why.copy-automated"] = (
            "A copy is needed: {snapshot} is automated, and only a manual snapshot can be shared.",
            "コピーが必要です。{snapshot} は自動スナップショットで、共有できるのは手動スナップショットだけです。"
        ),
        ["why.copy-aws-backup-managed"] = (
            "A copy is needed: {snapshot} belongs to AWS Backup, so nobody else can share it, and is encrypted under the AWS managed key {key}, which no other account can ever use.",
            "コピーが必要です。{snapshot} は AWS Backup のもので、ほかからは共有できません。また、他のアカウントが決して使えない AWS マネージドキー {key} で暗号化されています。"
        ),
        ["why.copy-aws-backup"] = (
            "A copy is needed: {snapshot} belongs to AWS Backup, so nobody else can share it, whatever key it is under.",
            "コピーが必要です。{snapshot} は AWS Backup のもので、どのキーで暗号化されていても、ほかからは共有できません。"
        ),
        ["why.copy-managed"] = (
            "A copy is needed: {snapshot} is encrypted under the AWS managed key {key}, which no other account can ever use.",
            "コピーが必要です。{snapshot} は、他のアカウントが決して使えない AWS マネージドキー {key} で暗号化されています。"
        ),
        ["why.copy-other-key"] = (
            "A copy is needed: {snapshot} is encrypted under {key}, not under the key that the target account may use.",
            "コピーが必要です。{snapshot} は、ターゲットアカウントが使えるキーではなく {key} で暗号化されています。"
        ),
        ["why.share"] = (
            "Adds account {account} to the restore attribute of {snapshot}. This is the moment production data becomes readable from outside.",
            "{snapshot} の restore 属性にアカウント {account} を加えます。本番データが外から読めるようになるのはこの瞬間です。"
        ),
        ["why.see-in-target"] = (
            "The target account must see the snapshot, by its full ARN, before it can copy it.",
            "コピーの前に、ターゲットアカウントから完全な ARN でスナップショットが見えなければなりません。"
        ),
        ["why.copy-in-target"] = (
            "Account {account} makes a copy of its own under its own key; from then on nothing of production's is needed.",
            "アカウント {account} が自分のキーで自分のコピーを作ります。以後、ソースアカウントのものは必要ありません。"
        ),
        ["why.restore-cluster"] = (
            "Restores cluster {cluster} from the target's own copy.",
            "ターゲット側のコピーからクラスター {cluster} を復元します。"
        ),
        ["why.create-writer"] = (
            "A restored cluster has no instance to connect to; this makes its writer, not publicly accessible.",
            "復元したクラスターには接続先のインスタンスがありません。パブリックアクセスのないライターを作ります。"
        ),
        ["why.replace-password"] = (
            "The restored cluster has production's master password; a new one, kept in Secrets Manager, replaces it.",
            "復元したクラスターのマスターパスワードは本番のままです。Secrets Manager に保管する新しいものに替えます。"
        ),
        ["why.verify-cluster"] = (
            "Before anybody connects, the finished cluster and its writer are held against what was approved: key, network, class, version, password.",
            "接続が始まる前に、できあがったクラスターとライターが承認された内容（キー、ネットワーク、クラス、バージョン、パスワード）のとおりかを確かめます。"
        ),
        ["why.stop-sharing"] = (
            "The share ends as soon as the target owns its copy, beside the restore.",
            "ターゲット側が自分のコピーを持ったらすぐに、復元と並行して共有を解除します。"
        ),
        ["why.stop-sharing-at-deadline"] = (
            "The share ends at its deadline, or when somebody takes it away before.",
            "共有は期限に、またはその前に誰かが解除したときに終わります。"
        ),
        ["why.prove-not-shared"] = (
            "Proof from both sides: the restore attribute in the source, the listing in the target.",
            "両側から確かめます。ソースアカウントでは restore 属性、ターゲットアカウントでは一覧を見ます。"
        ),
        ["why.delete-sharing-snapshot"] = (
            "The snapshot made for sharing has served its purpose; deleted, it can never be shared again.",
            "共有用スナップショットは役目を終えました。削除すれば、二度と共有できません。"
        ),
        ["why.delete-taken-snapshot"] = (
            "{snapshot} was taken for this request and has served its purpose.",
            "{snapshot} はこの申請のために取得したもので、役目を終えました。"
        ),
        ["why-not.copy-for-sharing"] = (
            "No copy is needed: {snapshot} is manual and already under the key that the target account may use.",
            "コピーは要りません。{snapshot} は手動スナップショットで、すでにターゲットアカウントが使えるキーで暗号化されています。"
        ),
        ["why-not.delete-sharing-snapshot"] = (
            "{snapshot} was there before this request, so it is left alone.",
            "{snapshot} はこの申請より前からあるので、そのまま残します。"
        ),
        ["why-not.goal-share"] = ("Only a share was asked for.", "共有だけが申請されました。"),
        ["why-not.goal-copy"] = ("Only a copy was asked for.", "コピーだけが申請されました。"),
        ["why-not.turned-round"] = (
            "The request turned round before this was done.",
            "この手順が完了する前に、申請が終了処理に移りました。"
        ),
        ["why-not.nothing-made"] = (
            "The request turned round before there was anything to take away.",
            "取り除くものができる前に、申請が終了処理に移りました。"
        ),
        ["why-not.never-begun"] = ("The request was over before anything began.", "何も始まらないうちに、申請が終わりました。"),

        // What can be done with a snapshot, or why not.
        ["snapshot.no-copy-needed"] = (
            "It is manual and under the key that the target may use: a request from it leaves ② out.",
            "手動スナップショットで、ターゲットが使えるキーで暗号化されています。ここからの手順では ② を省きます。"
        ),
        ["snapshot.shared-by-request"] = (
            "A request shares it; the share is taken away there.",
            "申請によって共有されています。解除はその申請で行います。"
        ),
        ["snapshot.shared-by-nobody-here"] = (
            "Somebody shared it by hand; decide about it on the overview.",
            "誰かが手作業で共有しました。概要のページで扱いを決めてください。"
        ),
        ["snapshot.deleted-by-request"] = (
            "A request made it and deletes it when its purpose is served, or when the request is given back.",
            "申請が作ったもので、役目を終えたとき、または申請が返却されたときに削除されます。"
        ),
        ["snapshot.why.role"] = ("Your role does not ask for clusters.", "あなたの役割ではクラスターを申請できません。"),
        ["snapshot.why.not-own"] = (
            "It belongs to account {account}; ask from there.",
            "アカウント {account} のものです。そちらから申請してください。"
        ),
        ["snapshot.why.no-route"] = ("No route starts in account {account}.", "アカウント {account} から始まる経路はありません。"),
        ["snapshot.why.kind"] = (
            "Snapshots of type {type} are left alone; take a manual one.",
            "種類が {type} のスナップショットは扱いません。手動スナップショットを取得してください。"
        ),
        ["snapshot.why.unencrypted"] = (
            "It is not encrypted, and production data does not travel unencrypted.",
            "暗号化されていません。本番データを暗号化せずに渡すことはありません。"
        ),
        ["snapshot.why.status"] = ("Its status is {status}, not available.", "ステータスが available ではなく {status} です。"),
        ["snapshot.why.automated"] = (
            "An automated snapshot cannot be shared; only a copy of it can.",
            "自動スナップショットは共有できません。共有できるのはそのコピーだけです。"
        ),
        ["snapshot.why.aws-backup"] = (
            "AWS Backup’s snapshots cannot be shared; only a copy of one can.",
            "AWS Backup のスナップショットは共有できません。共有できるのはそのコピーだけです。"
        ),
        ["snapshot.why.aws-managed"] = (
            "It is under {key}, an AWS managed key that no other account can use; a copy is needed.",
            "他のアカウントが使えない AWS マネージドキー {key} で暗号化されているため、コピーが必要です。"
        ),
        ["snapshot.why.aws-owned"] = (
            "It is under an AWS owned key (sse-rds), which only RDS has; a copy is needed.",
            "RDS だけが使える AWS 所有のキー（sse-rds）で暗号化されているため、コピーが必要です。"
        ),
        ["snapshot.why.other-key"] = (
            "It is not under the route’s sharing key {key}; a copy is needed.",
            "経路の共有用キー {key} で暗号化されていないため、コピーが必要です。"
        ),
        ["snapshot.why.owner-only"] = (
            "Only its owner, account {account}, can do that.",
            "できるのは所有者であるアカウント {account} だけです。"
        ),
        ["snapshot.why.sharing-not-read"] = ("Who it is shared with has not been read yet.", "共有先はまだ読み取っていません。"),
        ["snapshot.why.not-looked-at-yet"] = (
            "It is shared; what that share is will be known after the next look.",
            "共有されています。どのような共有かは次の確認でわかります。"
        ),
        ["snapshot.why.not-shared"] = ("It is shared with nobody.", "誰とも共有されていません。"),
        ["snapshot.why.retention"] = (
            "AWS deletes it when its cluster’s retention ends.",
            "クラスターの保持期間が終わると AWS が削除します。"
        ),
        ["snapshot.why.backup-plan"] = (
            "Only AWS Backup deletes it, when its backup plan says so.",
            "バックアッププランに従って AWS Backup が削除します。ほかからは削除できません。"
        ),
        ["snapshot.why.not-ours"] = (
            "SnapshotShare deletes only what its own requests made.",
            "SnapshotShare が削除するのは、ここでの申請が作ったものだけです。"
        ),

        // Findings of a plan, and their cures.
        ["finding.approval-not-proven"] = (
            "Request {request} says that it is approved, and the ledger has {have} of {needed} signed decisions for exactly this plan by people who may approve.",
            "申請 {request} は承認済みとなっていますが、この計画に対する署名済みの承認は、台帳では {needed} 人中 {have} 人分（承認できる人のもの）しかありません。"
        ),
        ["remedy.approval-not-proven"] = (
            "Have it approved once more; it goes on by itself. Nobody who approved it has lost the role, it is older than signed decisions, or the key is there again? Then find out who changed the database.",
            "もう一度承認を受けてください。自動で再開します。承認者が役割を失ったのでも、署名付き承認の導入前の申請でも、鍵の問題でもなければ、データベースを変更した人を調べてください。"
        ),
        ["finding.cluster-differs"] = (
            "Cluster {cluster} is not what was approved: {what}",
            "クラスター {cluster} が承認された内容と異なります: {what}"
        ),
        ["remedy.cluster-differs"] = (
            "Put cluster {cluster} right as approved and it goes on by itself; where that cannot be done in place, cancel the request and ask again.",
            "クラスター {cluster} を承認された内容に直すと、自動で先へ進みます。その場で直せない場合は、申請を取り消して改めて申請してください。"
        ),
        ["differs.clusterName"] = ("The cluster is called {is} instead of {wanted}.", "クラスターの名前が {wanted} ではなく {is} です。"),
        ["differs.writerName"] = ("The writer is called {is} instead of {wanted}.", "ライターの名前が {wanted} ではなく {is} です。"),
        ["differs.encrypted"] = ("Encrypted is {is} instead of {wanted}.", "暗号化が {wanted} ではなく {is} です。"),
        ["differs.key"] = ("The key is {is} instead of {wanted}.", "キーが {wanted} ではなく {is} です。"),
        ["differs.publiclyAccessible"] = (
            "Publicly accessible is {is} instead of {wanted}.",
            "パブリックアクセスが {wanted} ではなく {is} です。"
        ),
        ["differs.subnetGroup"] = ("The subnet group is {is} instead of {wanted}.", "サブネットグループが {wanted} ではなく {is} です。"),
        ["differs.parameterGroup"] = (
            "The cluster parameter group is {is} instead of {wanted}.",
            "クラスターパラメータグループが {wanted} ではなく {is} です。"
        ),
        ["differs.securityGroups"] = (
            "The cluster's security groups are {is} instead of {wanted}.",
            "クラスターのセキュリティグループが {wanted} ではなく {is} です。"
        ),
        ["differs.writerSecurityGroups"] = (
            "The writer's security groups are {is} instead of {wanted}.",
            "ライターのセキュリティグループが {wanted} ではなく {is} です。"
        ),
        ["differs.instanceClass"] = ("The class is {is} instead of {wanted}.", "クラスが {wanted} ではなく {is} です。"),
        ["differs.engineVersion"] = (
            "The engine version is {is} instead of {wanted}.",
            "エンジンバージョンが {wanted} ではなく {is} です。"
        ),
        ["differs.capacity"] = ("The capacity is {is} instead of {wanted}.", "キャパシティが {wanted} ではなく {is} です。"),
        ["differs.backupRetention"] = (
            "Automated backups are kept {is} days instead of {wanted}.",
            "自動バックアップの保持期間が {wanted} 日ではなく {is} 日です。"
        ),
        ["differs.storageType"] = ("The storage is {is} instead of {wanted}.", "ストレージが {wanted} ではなく {is} です。"),
        ["differs.extendedSupport"] = (
            "The life cycle support is {is} instead of {wanted}, and cannot be changed any more.",
            "ライフサイクルサポートが {wanted} ではなく {is} です。あとから変更することはできません。"
        ),
        ["differs.iamAuthentication"] = (
            "IAM database authentication is {is} instead of {wanted}.",
            "IAM データベース認証が {wanted} ではなく {is} です。"
        ),
        ["differs.port"] = ("The port is {is} instead of {wanted}.", "ポートが {wanted} ではなく {is} です。"),
        ["differs.zone"] = (
            "The writer is in {is} instead of {wanted}.",
            "ライターのアベイラビリティーゾーンが {wanted} ではなく {is} です。"
        ),
        ["differs.secretKey"] = (
            "The key of the master password's secret is {is} instead of {wanted}.",
            "マスターパスワードのシークレットのキーが {wanted} ではなく {is} です。"
        ),
        ["differs.deletionProtection"] = (
            "Deletion protection is {is} instead of {wanted}; it keeps the cluster from being deleted at its end.",
            "削除保護が {wanted} ではなく {is} です。期限が来てもクラスターを削除できません。"
        ),
        ["differs.otherInstances"] = (
            "The cluster has instances that SnapshotShare did not make: {is}. They keep it from being deleted at its end.",
            "クラスターに、SnapshotShare が作っていないインスタンスがあります：{is}。期限が来てもクラスターを削除できません。"
        ),
        ["differs.masterSecret"] = (
            "The managed master secret is {is} instead of {wanted}.",
            "マネージドマスターシークレットが {wanted} ではなく {is} です。"
        ),
        ["differs.clusterTag"] = (
            "The cluster's tag names {is} instead of {wanted}.",
            "クラスターのタグが {wanted} ではなく {is} を指しています。"
        ),
        ["differs.writerTag"] = (
            "The writer's tag names {is} instead of {wanted}.",
            "ライターのタグが {wanted} ではなく {is} を指しています。"
        ),
        ["finding.production-data"] = (
            "Unmasked production data; other database users keep their production passwords.",
            "マスキングしていない本番データです。他のデータベースユーザーのパスワードは本番のままです。"
        ),
        ["remedy.production-data"] = (
            "Let only those connect who may see production too.",
            "本番を見てよい人だけが接続できるようにしてください。"
        ),
        ["finding.engine-not-aurora"] = (
            "Snapshot {snapshot} is of engine {engine}; only snapshots of aurora-mysql and aurora-postgresql can go this way.",
            "スナップショット {snapshot} のエンジンは {engine} です。扱えるのは aurora-mysql と aurora-postgresql だけです。"
        ),
        ["remedy.engine-not-aurora"] = ("Choose a snapshot of an Aurora cluster.", "Aurora クラスターのスナップショットを選んでください。"),
        ["finding.source-not-available"] = (
            "Snapshot {snapshot} is {status}, not available.",
            "スナップショット {snapshot} は available ではなく {status} です。"
        ),
        ["remedy.source-not-available"] = (
            "Choose an available snapshot, or wait until this one is.",
            "利用できるスナップショットを選ぶか、利用できるようになるまで待ってください。"
        ),
        ["finding.source-cluster-not-available"] = (
            "Cluster {cluster} is {status}; no snapshot of it can be taken now.",
            "クラスター {cluster} は {status} です。今はスナップショットを取得できません。"
        ),
        ["remedy.source-cluster-not-available"] = (
            "Start it, wait until it is available, or ask from a snapshot that is there.",
            "起動するか、利用できるまで待つか、すでにあるスナップショットから申請してください。"
        ),
        ["finding.source-unencrypted"] = (
            "Snapshot {snapshot} is not encrypted; Aurora cannot encrypt while copying.",
            "スナップショット {snapshot} は暗号化されていません。Aurora はコピー時に暗号化できません。"
        ),
        ["remedy.source-unencrypted"] = (
            "Use a snapshot of an encrypted cluster, or restore this one encrypted in its own account and take one of that.",
            "暗号化されたクラスターのスナップショットを使うか、ソースアカウントで暗号化して復元し、そのスナップショットを使ってください。"
        ),
        ["finding.source-sse-rds"] = (
            "Snapshot {snapshot} is under an AWS owned key (sse-rds). Whether AWS re-encrypts it under another key on copying is not proven.",
            "スナップショット {snapshot} は AWS 所有のキー（sse-rds）で暗号化されています。コピー時に別のキーで暗号化し直せるかは確かめられていません。"
        ),
        ["remedy.source-sse-rds"] = (
            "Try it once with data that matters to nobody, or use a cluster under a KMS key.",
            "重要でないデータで一度試すか、KMS キーを使うクラスターを選んでください。"
        ),
        ["finding.source-of-aws-backup"] = (
            "Snapshot {snapshot} belongs to AWS Backup. Its backup plan decides when it goes, not the cluster’s retention, and RDS does not tell when that is.",
            "スナップショット {snapshot} は AWS Backup のものです。いつ削除されるかはクラスターの保持期間ではなくバックアッププランで決まり、RDS からはわかりません。"
        ),
        ["remedy.source-of-aws-backup"] = (
            "Where the request may wait for long, see in AWS Backup how long this recovery point is kept.",
            "申請が長く待つかもしれないときは、この復旧ポイントの保持期限を AWS Backup で確かめてください。"
        ),
        ["finding.source-retention-ends"] = (
            "Snapshot {snapshot} is automated and kept until {until} (days of retention: {days}); AWS may delete it before it is copied.",
            "スナップショット {snapshot} は自動スナップショットで、保持期間は {days} 日、{until} までです。コピーする前に AWS が削除するかもしれません。"
        ),
        ["remedy.source-retention-ends"] = (
            "Ask from a newer one, or keep this one by copying it to a manual snapshot first.",
            "新しいものから申請するか、先に手動スナップショットへコピーして残してください。"
        ),
        ["finding.source-public"] = (
            "Snapshot {snapshot} is public: every AWS account can restore it.",
            "スナップショット {snapshot} はパブリックです。どの AWS アカウントからも復元できます。"
        ),
        ["remedy.source-public"] = (
            "Take that away at once, unless the whole world is meant.",
            "全世界に公開する意図がなければ、すぐに解除してください。"
        ),
        ["finding.source-already-shared"] = (
            "Snapshot {snapshot} is already shared with {accounts}.",
            "スナップショット {snapshot} はすでに {accounts} に共有されています。"
        ),
        ["remedy.source-already-shared"] = (
            "Make sure that somebody wants it so; this request does not change it.",
            "意図したものか確かめてください。この申請では変えません。"
        ),
        ["finding.source-shared-by-others"] = (
            "Snapshot {snapshot} is already shared with {account} by somebody else, so this request could not end that share.",
            "スナップショット {snapshot} は、他の人がすでに {account} に共有しています。この申請ではその共有を終わらせられません。"
        ),
        ["remedy.source-shared-by-others"] = (
            "Use the share that is there, or take it away first.",
            "すでにある共有を使うか、先にそれを解除してください。"
        ),
        ["finding.source-shared-with-too-many"] = (
            "Snapshot {snapshot} is shared with {most} accounts already, and AWS allows no more.",
            "スナップショット {snapshot} はすでに {most} 個のアカウントに共有されています。これは AWS の上限です。"
        ),
        ["remedy.source-shared-with-too-many"] = (
            "Take one of them away, or ask from a snapshot that has to be copied anyway.",
            "どれかの共有を解除するか、コピーが必要なスナップショットから申請してください。"
        ),
        ["finding.sharing-key-aws-managed"] = (
            "The sharing key {key} is an AWS managed key; no other account can ever use it.",
            "共有用キー {key} は AWS マネージドキーです。他のアカウントは決して使えません。"
        ),
        ["remedy.sharing-key-aws-managed"] = (
            "Make a customer managed key in the source account and set the route's SharingKey to it.",
            "ソースアカウントにカスタマーマネージドキーを作り、経路の SharingKey に設定してください。"
        ),
        ["finding.key-missing"] = ("Account {account} has no key {key}.", "アカウント {account} にキー {key} がありません。"),
        ["remedy.key-missing"] = (
            "Correct the route's SharingKey or TargetKey; an alias must point to a key.",
            "経路の SharingKey か TargetKey を直してください。エイリアスはキーを指していなければなりません。"
        ),
        ["finding.key-not-enabled"] = (
            "Key {key} is {state}; nothing can be copied or restored under it.",
            "キー {key} は {state} です。このキーではコピーも復元もできません。"
        ),
        ["remedy.key-not-enabled"] = (
            "Enable the key, cancel its deletion, import its key material or connect its key store, as its state asks for; one that is being made is ready in a moment.",
            "状態に応じて、キーを有効にする、削除の予定を取り消す、キーマテリアルをインポートする、キーストアを接続する、のいずれかを行ってください。作成中のキーはまもなく使えます。"
        ),
        ["finding.key-not-symmetric"] = (
            "Key {key} is {spec}; RDS takes symmetric encryption keys only.",
            "キー {key} は {spec} です。RDS が使えるのは対称暗号化キーだけです。"
        ),
        ["remedy.key-not-symmetric"] = ("Use a SYMMETRIC_DEFAULT key.", "SYMMETRIC_DEFAULT のキーを使ってください。"),
        ["finding.sharing-key-elsewhere"] = (
            "The sharing key {key} is not of account {account} in {region}.",
            "共有用キー {key} は、{region} のアカウント {account} のものではありません。"
        ),
        ["remedy.sharing-key-elsewhere"] = (
            "Set the route's SharingKey to a key of the source account in the same Region.",
            "経路の SharingKey に、同じリージョンのソースアカウントのキーを設定してください。"
        ),
        ["finding.key-policy-not-understood"] = (
            "The policy of {key} could not be read as a policy, so nothing is known of whom it lets in.",
            "{key} のポリシーを読み取れません。誰に使用を許可しているか分かりません。"
        ),
        ["remedy.key-policy-not-understood"] = ("Look at it in the KMS console.", "KMS コンソールで確かめてください。"),
        ["finding.sharing-key-closed-to-source"] = (
            "The policy of {key} does not let its own account {account} use it ({actions}); the copy for sharing would fail.",
            "{key} のキーポリシーは、持ち主のアカウント {account} に使用（{actions}）を許可していません。共有用のコピーは失敗します。"
        ),
        ["remedy.sharing-key-closed-to-source"] = (
            "Add this statement to the key's policy; the account's IAM then says who may.",
            "キーポリシーに次のステートメントを加えてください。誰が使えるかは、アカウントの IAM で決まります。"
        ),
        ["finding.sharing-key-closed-to-target"] = (
            "The policy of {key} does not let account {account} use it ({actions}); the target's copy would fail.",
            "{key} のキーポリシーは、アカウント {account} に使用（{actions}）を許可していません。ターゲット側のコピーは失敗します。"
        ),
        ["remedy.sharing-key-closed-to-target"] = (
            "Add these two statements to the key's policy.",
            "キーポリシーに次の 2 つのステートメントを加えてください。"
        ),
        ["finding.sharing-key-lacks-usual"] = (
            "The policy of {key} lets account {account} make grants but not {actions}; AWS's own example does, and whether a copy works without is not confirmed.",
            "{key} のキーポリシーは、アカウント {account} にグラントの作成を許可していますが {actions} は許可していません。AWS の例では許可しており、なくてもコピーできるかは確かめられていません。"
        ),
        ["remedy.sharing-key-lacks-usual"] = (
            "Add these two statements to the key's policy.",
            "キーポリシーに次の 2 つのステートメントを加えてください。"
        ),
        ["finding.sharing-key-hangs-on-conditions"] = (
            "Whether the policy of {key} lets account {account} use it ({actions}) hangs on conditions that only AWS can judge: {conditions}.",
            "{key} のキーポリシーがアカウント {account} に使用（{actions}）を許可するかどうかは、AWS だけが判断できる条件によります：{conditions}。"
        ),
        ["remedy.sharing-key-hangs-on-conditions"] = (
            "If a copy fails in that account, look at these conditions first.",
            "そのアカウントでコピーが失敗したら、まずこれらの条件を確かめてください。"
        ),
        ["finding.sharing-key-administered"] = (
            "The policy of {key} names {principals} for changing or deleting the key (statement {statements}); nobody but its owner needs that, and AWS lets no other account.",
            "{key} のキーポリシーは、{principals} にキーの変更や削除を認めています（ステートメント {statements}）。持ち主のほかには必要なく、AWS はほかのアカウントには実行させません。"
        ),
        ["remedy.sharing-key-administered"] = (
            "Take those actions out of the statement; this is all that a request needs.",
            "ステートメントからそれらの操作を除いてください。必要なものは次のとおりです。"
        ),
        ["finding.sharing-key-open-grants"] = (
            "The policy of {key} lets {principals} give anybody a grant on the key (statement {statements}); it is meant for AWS services only.",
            "{key} のキーポリシーは、{principals} が誰にでもキーのグラントを与えることを許可しています（ステートメント {statements}）。本来は AWS のサービスのためだけのものです。"
        ),
        ["remedy.sharing-key-open-grants"] = (
            "Move kms:CreateGrant to a statement with the condition kms:GrantIsForAWSResource, as here.",
            "次のように、kms:CreateGrant を条件 kms:GrantIsForAWSResource のあるステートメントに移してください。"
        ),
        ["finding.sharing-key-denies-use"] = (
            "The policy of {key} denies account {account} {actions}; no grant lifts a Deny, so a copy would probably fail.",
            "{key} のキーポリシーはアカウント {account} に {actions} を明示的に拒否しています。グラントでは拒否を取り消せないため、コピーはおそらく失敗します。"
        ),
        ["remedy.sharing-key-denies-use"] = (
            "Except from the Deny what AWS services do for this account, such as by the condition aws:ViaAWSService.",
            "条件 aws:ViaAWSService などで、AWS サービスがこのアカウントのために行う操作を Deny から除いてください。"
        ),
        ["finding.sharing-key-given-by-grant"] = (
            "The policy of {key} gives account {account} no {actions}; the grants {grants} do.",
            "{key} のキーポリシーはアカウント {account} に {actions} を許可していませんが、グラント {grants} が許可しています。"
        ),
        ["remedy.sharing-key-given-by-grant"] = (
            "Nothing need be done while they stand; whoever revokes them ends what they give.",
            "グラントがある間は何もする必要はありません。取り消されると使えなくなります。"
        ),
        ["finding.sharing-key-given-otherwise"] = (
            "The policy of {key} as it was read gives account {account} no {actions}, and yet KMS says that its role may.",
            "読み取った {key} のキーポリシーはアカウント {account} に {actions} を許可していませんが、KMS はそのロールが実行できると答えました。"
        ),
        ["remedy.sharing-key-given-otherwise"] = (
            "A grant that could not be read may give it, or the policy has just been changed. Add these two statements to the key's policy to be sure.",
            "読み取れなかったグラントが許可しているか、ポリシーが変更されたばかりの可能性があります。確実にするには、キーポリシーに次の 2 つのステートメントを加えてください。"
        ),
        ["finding.sharing-key-granted-to-others"] = (
            "{principals} may use {key} through grants ({grants}).",
            "{principals} はグラント（{grants}）によって {key} を使えます。"
        ),
        ["remedy.sharing-key-granted-to-others"] = (
            "Revoke these grants unless they need what is under this key.",
            "このキーで暗号化したものが必要でなければ、これらのグラントを取り消してください。"
        ),
        ["finding.sharing-key-many-grants"] = (
            "Only the first {read} grants of {key} were read.",
            "{key} のグラントは最初の {read} 件だけを読み取りました。"
        ),
        ["remedy.sharing-key-many-grants"] = (
            "Look at the others with aws kms list-grants.",
            "残りは aws kms list-grants で確かめてください。"
        ),
        ["finding.question-unanswered"] = (
            "Account {account} gave no answer to {action} ({code}), so what it shows could not be checked.",
            "アカウント {account} が {action} に応答しなかったため（{code}）、その内容を確かめられませんでした。"
        ),
        ["remedy.question-unanswered"] = ("Show the plan again in a moment.", "少し待って計画をもう一度表示してください。"),
        ["finding.sharing-key-open-to-others"] = (
            "The policy of {key} also lets in {principals}.",
            "{key} のキーポリシーは {principals} にも使用を許可しています。"
        ),
        ["remedy.sharing-key-open-to-others"] = (
            "Remove them from the key's policy unless they need what is under this key.",
            "このキーで暗号化したものが必要でなければ、キーポリシーから除いてください。"
        ),
        ["finding.target-key-elsewhere"] = (
            "The target key {key} is not of account {account} in {region}; its copy would depend on somebody else's key.",
            "ターゲット側のキー {key} は、{region} のアカウント {account} のものではありません。コピーが他者のキーに依存することになります。"
        ),
        ["remedy.target-key-elsewhere"] = (
            "Set the route's TargetKey to a key of the target account in the same Region.",
            "経路の TargetKey に、同じリージョンのターゲットアカウントのキーを設定してください。"
        ),
        ["finding.role-lacks-key-right"] = (
            "The role of account {account} was refused {action} on {key} although the key's policy allows it, so its own policy lacks it.",
            "キーポリシーは許可しているのに、アカウント {account} のロールは {key} に対する {action} を拒否されました。ロール自身のポリシーに足りません。"
        ),
        ["remedy.role-lacks-key-right"] = (
            "Add this statement to the role's policy. It may stay as it is only if it allows the action to AWS services alone.",
            "ロールのポリシーに次のステートメントを加えてください。AWS のサービスにだけ許可している場合に限り、そのままで構いません。"
        ),
        ["finding.key-right-not-verifiable"] = (
            "Whether RDS may do {action} on {key} for the role of account {account} cannot be verified before the act: asking for itself, the role was not told that it may.",
            "RDS がアカウント {account} のロールとして {key} に {action} を行えるかは、実行するまで確かめられません。ロール自身の問い合わせでは、実行できるという答えが得られませんでした。"
        ),
        ["remedy.key-right-not-verifiable"] = (
            "Make sure that the role's policy has this statement.",
            "ロールのポリシーに次のステートメントがあることを確かめてください。"
        ),
        ["finding.rights-not-verifiable"] = (
            "What {role} may change in account {account} cannot be verified before the act, because RDS has no dry run.",
            "{role} がアカウント {account} で何を変更できるかは、実行するまで確かめられません。RDS にはドライランがありません。"
        ),
        ["remedy.rights-not-verifiable"] = ("This is the policy that the role needs.", "ロールに必要なポリシーは次のとおりです。"),
        ["finding.role-not-assumable"] = (
            "The role {role} of account {account} could not be assumed by {caller}, so nothing there could be checked.",
            "アカウント {account} のロール {role} を {caller} が引き受けられないため、そこでは何も確かめられませんでした。"
        ),
        ["remedy.role-not-assumable"] = (
            "Let the caller assume it in the role's trust policy, with the external ID that is configured, and allow the caller sts:AssumeRole.",
            "ロールの信頼ポリシーで、設定済みの外部 ID を条件に呼び出し元を許可し、呼び出し元の側では sts:AssumeRole を許可してください。"
        ),
        ["finding.not-readable"] = (
            "The role of account {account} is not allowed {action}, so what it shows could not be checked.",
            "アカウント {account} のロールには {action} が許可されていないため、その内容を確かめられませんでした。"
        ),
        ["remedy.not-readable"] = ("Add this statement to the role's policy.", "ロールのポリシーに次のステートメントを加えてください。"),
        ["finding.key-not-readable"] = (
            "The role of account {account} is not allowed {action} on {resource}, so the key could not be checked.",
            "アカウント {account} のロールには {resource} に対する {action} が許可されていないため、キーを確かめられませんでした。"
        ),
        ["remedy.key-not-readable"] = (
            "Allow it in the role's policy, and in the key's policy unless that leaves it to the account.",
            "ロールのポリシーで許可してください。キーポリシーがアカウントに任せていなければ、キーポリシーでも許可してください。"
        ),
        ["finding.question-refused"] = (
            "In account {account} AWS refused {action} with {code}, so what it shows could not be checked.",
            "アカウント {account} で AWS が {action} を {code} で拒否したため、その内容を確かめられませんでした。"
        ),
        ["remedy.question-refused"] = (
            "Correct what AWS names below, or show the plan again in a moment.",
            "下の AWS の応答に従って直すか、少し待って計画をもう一度表示してください。"
        ),
        ["finding.route-unanswered"] = (
            "Account {account} gave no answer to {action}, so whether the route would work is not known.",
            "アカウント {account} が {action} に応答しなかったため、経路が使えるかどうかは分かりません。"
        ),
        ["remedy.route-unanswered"] = ("Check again in a moment.", "少し待って、もう一度確認してください。"),
        ["finding.nothing-to-check-with"] = (
            "Account {account} has no available snapshot to try the route with.",
            "アカウント {account} には、経路を試すための利用可能なスナップショットがありません。"
        ),
        ["remedy.nothing-to-check-with"] = (
            "Take one there, or check again after the next automated one.",
            "手動で取得するか、次の自動スナップショットの後で確認してください。"
        ),
        ["finding.snapshot-taken"] = (
            "Account {account} already has a snapshot named {snapshot}, and this request did not make it.",
            "アカウント {account} にはすでにスナップショット {snapshot} があり、この申請が作ったものではありません。"
        ),
        ["remedy.snapshot-taken"] = (
            "Ask again, which makes another name, or remove it if nobody needs it.",
            "申請し直して別の名前にするか、不要なら削除してください。"
        ),
        ["finding.target-cluster-taken"] = (
            "Account {account} already has a cluster named {cluster}.",
            "アカウント {account} にはすでにクラスター {cluster} があります。"
        ),
        ["remedy.target-cluster-taken"] = ("Choose another cluster identifier.", "別のクラスター識別子を選んでください。"),
        ["finding.target-instance-taken"] = (
            "Account {account} already has an instance named {instance}.",
            "アカウント {account} にはすでにインスタンス {instance} があります。"
        ),
        ["remedy.target-instance-taken"] = (
            "Choose another cluster identifier; the instance is named after it.",
            "別のクラスター識別子を選んでください。インスタンス名はそこから決まります。"
        ),
        ["finding.subnet-group-missing"] = (
            "Account {account} has no DB subnet group named {group}.",
            "アカウント {account} に DB サブネットグループ {group} がありません。"
        ),
        ["remedy.subnet-group-missing"] = (
            "Create it, or set the route's SubnetGroup to one that exists.",
            "作成するか、経路の SubnetGroup に存在するものを設定してください。"
        ),
        ["finding.subnet-group-few-zones"] = (
            "DB subnet group {group} of account {account} covers {zones} only; Aurora needs two Availability Zones at least.",
            "アカウント {account} の DB サブネットグループ {group} は {zones} だけです。Aurora には 2 つ以上のアベイラビリティーゾーンが必要です。"
        ),
        ["remedy.subnet-group-few-zones"] = (
            "Add a subnet in another Availability Zone, or set the route's SubnetGroup to another group.",
            "別のアベイラビリティーゾーンのサブネットを加えるか、経路の SubnetGroup を別のグループにしてください。"
        ),
        ["finding.security-group-missing"] = (
            "Account {account} has no security group {group}.",
            "アカウント {account} にセキュリティグループ {group} がありません。"
        ),
        ["remedy.security-group-missing"] = (
            "Set the route's SecurityGroups to groups of the subnet group's VPC; this lists them.",
            "経路の SecurityGroups に、サブネットグループの VPC のグループを設定してください。次で一覧できます。"
        ),
        ["finding.security-group-elsewhere"] = (
            "Security group {group} is in {vpc}, but subnet group {subnets} is in {wanted}.",
            "セキュリティグループ {group} は {vpc} にありますが、サブネットグループ {subnets} は {wanted} にあります。"
        ),
        ["remedy.security-group-elsewhere"] = (
            "Set the route's SecurityGroups to groups of the subnet group's VPC; this lists them.",
            "経路の SecurityGroups に、サブネットグループの VPC のグループを設定してください。次で一覧できます。"
        ),
        ["finding.parameter-group-missing"] = (
            "Account {account} has no DB cluster parameter group named {group}.",
            "アカウント {account} に DB クラスターパラメータグループ {group} がありません。"
        ),
        ["remedy.parameter-group-missing"] = (
            "Create it for family {family}, or leave the route's ClusterParameterGroup empty.",
            "ファミリー {family} で作成するか、経路の ClusterParameterGroup を空にしてください。"
        ),
        ["finding.parameter-group-unfit"] = (
            "DB cluster parameter group {group} is for {family}, but {version} needs {wanted}.",
            "DB クラスターパラメータグループ {group} は {family} 用ですが、{version} には {wanted} が必要です。"
        ),
        ["remedy.parameter-group-unfit"] = (
            "Set the route's ClusterParameterGroup to a group of that family.",
            "経路の ClusterParameterGroup に、そのファミリーのグループを設定してください。"
        ),
        ["finding.serverless-needs-capacity"] = (
            "Class db.serverless needs a smallest and a largest capacity, and route {route} names none.",
            "クラス db.serverless には最小と最大の容量が必要ですが、経路 {route} にありません。"
        ),
        ["remedy.serverless-needs-capacity"] = (
            "Choose a class such as db.r6g.large, or set the route's MinCapacity and MaxCapacity.",
            "db.r6g.large のようなクラスを選ぶか、経路の MinCapacity と MaxCapacity を設定してください。"
        ),
        ["finding.engine-version-not-offered"] = (
            "AWS offers {version} no more in account {account}'s Region, and no newer version of its major, so it cannot be restored.",
            "アカウント {account} のリージョンで AWS は {version} も、同じメジャーのより新しいバージョンも提供していないため、復元できません。"
        ),
        ["remedy.engine-version-not-offered"] = (
            "Upgrade the source cluster and take a snapshot of it then; or, for a snapshot that is all there is, ask for a copy only and upgrade that by hand. This lists what AWS offers.",
            "ソースクラスターをアップグレードしてからスナップショットを取得してください。このスナップショットしかない場合は、コピーのみを申請し、手動でアップグレードしてください。次で提供中のバージョンを一覧できます。"
        ),
        ["finding.engine-version-newer"] = (
            "The cluster will be {version}; the snapshot is {source}.",
            "クラスターは {version} になります。スナップショットは {source} です。"
        ),
        ["remedy.engine-version-newer"] = (
            "AWS offers the snapshot's own version no more, or another was asked for; a newer one of the same major reads the same data. Name another in the request if a test needs it.",
            "スナップショットのバージョンの提供が終わったか、別のバージョンが申請されました。同じメジャーの新しいバージョンは同じデータを読めます。試験に必要なら、申請で別のバージョンを指定してください。"
        ),
        ["finding.engine-version-earlier"] = (
            "{version} is earlier than the snapshot's {source}, and AWS restores no snapshot into an earlier version.",
            "{version} はスナップショットの {source} より古く、AWS は古いバージョンには復元しません。"
        ),
        ["remedy.engine-version-earlier"] = (
            "Ask for the snapshot's own version or a later one of the same major. This lists what AWS offers.",
            "スナップショットと同じか、同じメジャーのより新しいバージョンを申請してください。次で提供中のバージョンを一覧できます。"
        ),
        ["finding.engine-version-of-another-major"] = (
            "{version} is of another major than the snapshot's {source}.",
            "{version} はスナップショットの {source} とメジャーバージョンが異なります。"
        ),
        ["remedy.engine-version-of-another-major"] = (
            "Ask for a version of the same major, and upgrade the dev cluster afterwards. This lists what AWS offers.",
            "同じメジャーのバージョンを申請し、復元後に開発用クラスターをアップグレードしてください。次で提供中のバージョンを一覧できます。"
        ),
        ["finding.class-not-offered"] = (
            "Instance class {class} is not offered for {version}.",
            "インスタンスクラス {class} は {version} では使えません。"
        ),
        ["remedy.class-not-offered"] = ("Choose one of {classes}.", "次から選んでください：{classes}。"),
        ["finding.class-not-in-zones"] = (
            "Instance class {class} is not offered in {zones}, where subnet group {group} lies.",
            "インスタンスクラス {class} は、サブネットグループ {group} のある {zones} では使えません。"
        ),
        ["remedy.class-not-in-zones"] = (
            "Choose another class, or a subnet group in other Availability Zones.",
            "別のクラスか、別のアベイラビリティーゾーンのサブネットグループを選んでください。"
        ),
        ["finding.zone-unfit"] = (
            "The writer cannot be made in {zone}: subnet group {group} and class {class} have {zones} in common.",
            "ライターを {zone} に作成できません。サブネットグループ {group} とクラス {class} の両方が使えるのは {zones} です。"
        ),
        ["remedy.zone-unfit"] = (
            "Name one of those in the route, or none, which leaves it to AWS.",
            "経路にそのいずれかを指定するか、指定せずに AWS に任せてください。"
        ),
        ["finding.storage-type-differs"] = (
            "The source's storage is {source}, and the dev cluster's will be {wanted}: the data is the same, speed and bill may not be.",
            "ソースのストレージは {source} ですが、開発用クラスターは {wanted} になります。データは同じですが、速度と料金は異なる場合があります。"
        ),
        ["remedy.storage-type-differs"] = (
            "Nothing needs to be done. Set the route's StorageType where a test must be as fast as production.",
            "対応は不要です。本番と同じ速度での試験が必要な場合は、経路の StorageType を設定してください。"
        ),
        ["finding.no-room-for-snapshots"] = (
            "Account {account} uses {used} of its {max} manual cluster snapshots, which leaves no room for this request.",
            "アカウント {account} の手動クラスタースナップショットは上限 {max} 個のうち {used} 個を使用中で、この申請に必要な空きがありません。"
        ),
        ["remedy.no-room-for-snapshots"] = (
            "Delete snapshots that nobody needs, or have the quota raised.",
            "不要なスナップショットを削除するか、クォータを引き上げてください。"
        ),
        ["finding.no-room-for-clusters"] = (
            "Account {account} uses {used} of its {max} clusters, which leaves no room for this request.",
            "アカウント {account} のクラスターは上限 {max} 個のうち {used} 個を使用中で、この申請に必要な空きがありません。"
        ),
        ["remedy.no-room-for-clusters"] = (
            "Delete a cluster that nobody needs, or have the quota raised.",
            "不要なクラスターを削除するか、クォータを引き上げてください。"
        ),
        ["finding.no-room-for-instances"] = (
            "Account {account} uses {used} of its {max} instances, which leaves no room for this request.",
            "アカウント {account} のインスタンスは上限 {max} 個のうち {used} 個を使用中で、この申請に必要な空きがありません。"
        ),
        ["remedy.no-room-for-instances"] = (
            "Delete an instance that nobody needs, or have the quota raised.",
            "不要なインスタンスを削除するか、クォータを引き上げてください。"
        ),
        ["finding.room-for-snapshots"] = (
            "Account {account} uses {used} of its {max} manual cluster snapshots; left: {left}.",
            "アカウント {account} の手動クラスタースナップショットは上限 {max} 個のうち {used} 個を使用中で、空きは {left} 個です。"
        ),
        ["remedy.room-for-snapshots"] = ("Nothing to do.", "対応は不要です。"),
        ["finding.room-for-clusters"] = (
            "Account {account} uses {used} of its {max} clusters; left: {left}.",
            "アカウント {account} のクラスターは上限 {max} 個のうち {used} 個を使用中で、空きは {left} 個です。"
        ),
        ["remedy.room-for-clusters"] = ("Nothing to do.", "対応は不要です。"),
        ["finding.room-for-instances"] = (
            "Account {account} uses {used} of its {max} instances; left: {left}.",
            "アカウント {account} のインスタンスは上限 {max} 個のうち {used} 個を使用中で、空きは {left} 個です。"
        ),
        ["remedy.room-for-instances"] = ("Nothing to do.", "対応は不要です。"),
        ["finding.copies-running"] = (
            "Account {account} is already making {running} of the {most} copies AWS allows at once.",
            "アカウント {account} では、AWS が同時に行う {most} 件のコピーのうち {running} 件が実行中です。"
        ),
        ["remedy.copies-running"] = ("Nothing to do; there is room for this one.", "対応は不要です。空きがあります。"),
        ["finding.copies-queue"] = (
            "Copies running in account {account}: {running}. AWS makes {most} at once, so this one waits its turn.",
            "アカウント {account} では {running} 件のコピーが実行中です。AWS が同時に行うのは {most} 件なので、順番を待ちます。"
        ),
        ["remedy.copies-queue"] = ("Nothing to do; it begins by itself.", "対応は不要です。自動的に始まります。"),
        ["finding.similar-running"] = (
            "Request {request} by {name} already takes cluster {source} this way; its status is '{status}'.",
            "{name} の申請 {request} が、すでにクラスター {source} を同じ経路で扱っています（状態：{status}）。"
        ),
        ["remedy.similar-running"] = ("Ask whether its result will do for both.", "その結果を一緒に使えないか尋ねてください。"),
        ["finding.similar-waiting"] = (
            "Request {request} by {name} asks for cluster {source} this way too, and waits for approval.",
            "{name} の申請 {request} も、同じ経路でクラスター {source} を求めていて、承認を待っています。"
        ),
        ["remedy.similar-waiting"] = ("Ask whether one of the two will do for both.", "どちらか一方で足りないか尋ねてください。"),
        ["finding.similar-ready"] = (
            "Request {request} by {name} has made {cluster} from cluster {source} already.",
            "{name} の申請 {request} が、すでにクラスター {source} から {cluster} を作っています。"
        ),
        ["remedy.similar-ready"] = ("Ask whether it is new enough.", "それで十分新しいか尋ねてください。"),

        // What differs between two plans.
        ["changed.rules"] = (
            "SnapshotShare now plans by other rules ({before} → {after}).",
            "SnapshotShare の計画の規則が変わりました（{before} → {after}）。"
        ),
        ["changed.approvalRules"] = (
            "The route's approval rules have changed ({before} → {after}).",
            "経路の承認規則が変わりました（{before} → {after}）。"
        ),
        ["changed.goal"] = ("The goal was '{before}' and is now '{after}'.", "目的が「{before}」から「{after}」に変わりました。"),
        ["changed.route"] = ("The route was {before} and is now {after}.", "経路が {before} から {after} に変わりました。"),
        ["changed.sourceAccount"] = (
            "The source account was {before} and is now {after}.",
            "ソースアカウントが {before} から {after} に変わりました。"
        ),
        ["changed.targetAccount"] = (
            "The target account was {before} and is now {after}.",
            "ターゲットアカウントが {before} から {after} に変わりました。"
        ),
        ["changed.region"] = ("The Region was {before} and is now {after}.", "リージョンが {before} から {after} に変わりました。"),
        ["changed.source"] = (
            "The base snapshot was {before} and is now {after}.",
            "ベーススナップショットが {before} から {after} に変わりました。"
        ),
        ["changed.takenAt"] = (
            "The base snapshot was taken at {before}, and the one of that name now at {after}.",
            "ベーススナップショットの取得日時は {before} でしたが、その名前のものは現在 {after} です。"
        ),
        ["changed.sourceCluster"] = (
            "The base snapshot was of cluster {before} and is now of {after}.",
            "ベーススナップショットのクラスターが {before} から {after} に変わりました。"
        ),
        ["changed.sourceKey"] = (
            "The base snapshot's key was {before} and is now {after}.",
            "ベーススナップショットのキーが {before} から {after} に変わりました。"
        ),
        ["changed.engine"] = ("The engine was {before} and is now {after}.", "エンジンが {before} から {after} に変わりました。"),
        ["changed.sharingKey"] = (
            "The sharing key was {before} and is now {after}.",
            "共有用キーが {before} から {after} に変わりました。"
        ),
        ["changed.targetKey"] = (
            "The target's key was {before} and is now {after}.",
            "ターゲット側のキーが {before} から {after} に変わりました。"
        ),
        ["changed.sharingSnapshot"] = (
            "The snapshot that is shared was {before} and is now {after}.",
            "共有するスナップショットが {before} から {after} に変わりました。"
        ),
        ["changed.targetSnapshot"] = (
            "The target's copy was named {before} and is now named {after}.",
            "ターゲット側のコピーの名前が {before} から {after} に変わりました。"
        ),
        ["changed.targetCluster"] = (
            "The cluster was named {before} and is now named {after}.",
            "クラスターの名前が {before} から {after} に変わりました。"
        ),
        ["changed.writerInstance"] = (
            "The writer was named {before} and is now named {after}.",
            "ライターの名前が {before} から {after} に変わりました。"
        ),
        ["changed.subnetGroup"] = (
            "The DB subnet group was {before} and is now {after}.",
            "DB サブネットグループが {before} から {after} に変わりました。"
        ),
        ["changed.securityGroups"] = (
            "The security groups were {before} and are now {after}.",
            "セキュリティグループが {before} から {after} に変わりました。"
        ),
        ["changed.instanceClass"] = (
            "The instance class was {before} and is now {after}.",
            "インスタンスクラスが {before} から {after} に変わりました。"
        ),
        ["changed.clusterParameterGroup"] = (
            "The DB cluster parameter group was {before} and is now {after}.",
            "DB クラスターパラメータグループが {before} から {after} に変わりました。"
        ),
        ["changed.minCapacity"] = (
            "The smallest capacity was {before} and is now {after}.",
            "最小の容量が {before} から {after} に変わりました。"
        ),
        ["changed.maxCapacity"] = (
            "The largest capacity was {before} and is now {after}.",
            "最大の容量が {before} から {after} に変わりました。"
        ),
        ["changed.engineVersion"] = (
            "The cluster's engine version was {before} and is now {after}.",
            "クラスターのエンジンバージョンが {before} から {after} に変わりました。"
        ),
        ["changed.backupRetention"] = (
            "The days that automated backups are kept were {before} and are now {after}.",
            "自動バックアップの保持日数が {before} から {after} に変わりました。"
        ),
        ["changed.storageType"] = ("The storage was {before} and is now {after}.", "ストレージが {before} から {after} に変わりました。"),
        ["changed.extendedSupport"] = (
            "Extended Support was {before} and is now {after}.",
            "延長サポートが {before} から {after} に変わりました。"
        ),
        ["changed.iamAuthentication"] = (
            "IAM database authentication was {before} and is now {after}.",
            "IAM データベース認証が {before} から {after} に変わりました。"
        ),
        ["changed.port"] = ("The port was {before} and is now {after}.", "ポートが {before} から {after} に変わりました。"),
        ["changed.zone"] = (
            "The writer's Availability Zone was {before} and is now {after}.",
            "ライターのアベイラビリティーゾーンが {before} から {after} に変わりました。"
        ),
        ["changed.secretKey"] = (
            "The key of the master password's secret was {before} and is now {after}.",
            "マスターパスワードのシークレットのキーが {before} から {after} に変わりました。"
        ),
        ["changed.masterPassword"] = (
            "The handling of the master password was {before} and is now {after}.",
            "マスターパスワードの扱いが {before} から {after} に変わりました。"
        ),
        ["changed.windowSeconds"] = (
            "The longest time of the share was {before} and is now {after}.",
            "共有の最長時間が {before} から {after} に変わりました。"
        ),
        ["changed.lifeSeconds"] = ("The life was {before} and is now {after}.", "利用期間が {before} から {after} に変わりました。"),
        ["changed.admittedPrincipals"] = (
            "The sharing key's policy let in {before} and now lets in {after}.",
            "共有用キーのポリシーが使用を許可する相手が {before} から {after} に変わりました。"
        ),
        ["changed.steps"] = ("The steps were {before} and are now {after}.", "手順が {before} から {after} に変わりました。"),

        // Findings of a step, and their cures.
        ["finding.name-taken"] = (
            "Account {account} already has {resource}, and it is not this request's. It is left alone.",
            "アカウント {account} にはすでに {resource} があり、この申請のものではありません。手を触れません。"
        ),
        ["remedy.name-taken"] = (
            "Ask again under another name, or remove {resource} if nobody needs it.",
            "別の名前で申請し直すか、不要なら {resource} を削除してください。"
        ),
        ["finding.source-gone"] = (
            "The base snapshot {snapshot} is gone from account {account}; an automated one ends with its retention, one of AWS Backup with its backup plan.",
            "ベーススナップショット {snapshot} がアカウント {account} からなくなりました。自動スナップショットは保持期間で、AWS Backup のものはバックアッププランで消えます。"
        ),
        ["remedy.source-gone"] = ("Ask again from a snapshot that is there.", "存在するスナップショットから申請し直してください。"),
        ["finding.source-replaced"] = (
            "Snapshot {snapshot} is not the one that was approved: that was taken at {approved}, this one at {found}. Somebody has replaced it.",
            "スナップショット {snapshot} は承認されたものではありません。承認されたものは {approved} に、これは {found} に取得されました。誰かが置き換えました。"
        ),
        ["finding.snapshot-failed"] = (
            "AWS gave up on snapshot {snapshot}: its status is {status}.",
            "AWS がスナップショット {snapshot} の処理を断念しました。ステータスは {status} です。"
        ),
        ["finding.restore-failed"] = (
            "AWS gave up on {resource}: its status is {status}.",
            "AWS が {resource} の処理を断念しました。ステータスは {status} です。"
        ),
        ["finding.copy-under-foreign-key"] = (
            "Snapshot {snapshot} came out under key {key}, which is not of account {account}.",
            "スナップショット {snapshot} は、アカウント {account} のものではないキー {key} で暗号化されました。"
        ),
        ["finding.share-closed-early"] = (
            "The share of {snapshot} ended before the target account had its copy.",
            "ターゲットアカウントがコピーを持つ前に、{snapshot} の共有が終わりました。"
        ),
        ["finding.share-ended-early"] = (
            "The share of {snapshot} ended before the target account had been seen to have it.",
            "ターゲットアカウントで見えることを確認する前に、{snapshot} の共有が終わりました。"
        ),
        ["finding.sharing-snapshot-gone"] = (
            "The snapshot for sharing, {snapshot}, is gone; somebody else deleted it.",
            "共有用スナップショット {snapshot} がなくなりました。誰かが削除しました。"
        ),
        ["finding.vanished"] = (
            "What step {step} made is gone again; somebody else removed it.",
            "手順「{step}」で作ったものがなくなりました。誰かが削除しました。"
        ),
        ["finding.takes-too-long"] = (
            "Step {step} takes far longer than it should (AWS says: {status}). Nothing is lost; it is still looked at.",
            "手順「{step}」に想定よりはるかに長い時間がかかっています（AWS の応答：{status}）。何も失われていません。確認を続けます。"
        ),
        ["finding.takes-too-long-still"] = (
            "Step {step} takes far longer than it should. {what} Nothing is lost; it is still looked at.",
            "手順「{step}」に想定よりはるかに長い時間がかかっています。{what}何も失われていません。確認を続けます。"
        ),
        ["remedy.takes-too-long"] = (
            "Look at it in the AWS console; cancel the request if it will never end.",
            "AWS コンソールで確かめてください。終わりそうになければ申請を取り消してください。"
        ),
        ["remedy.ask-again"] = (
            "Everything this request made is cleaned up. Ask again when the cause is gone.",
            "この申請が作ったものはすべて削除します。原因がなくなったら、申請し直してください。"
        ),
        ["finding.cluster-has-others"] = (
            "Cluster {cluster} has instances that SnapshotShare did not make: {what}.",
            "クラスター {cluster} に、SnapshotShare が作っていないインスタンスがあります：{what}"
        ),
        ["remedy.cluster-has-others"] = (
            "Delete {what}; then the cluster is deleted by itself.",
            "{what} を削除してください。その後クラスターは自動的に削除されます。"
        ),
        ["finding.cluster-protected"] = (
            "Somebody has switched deletion protection on for {cluster}.",
            "誰かが {cluster} の削除保護を有効にしました。"
        ),
        ["remedy.cluster-protected"] = (
            "Switch it off when the cluster may go; then it is deleted by itself.",
            "削除してよければ無効にしてください。その後自動的に削除されます。"
        ),

        ["remedy.result-differs"] = (
            "Put it right as approved, by the command where there is one, or give it back.",
            "承認された内容に戻してください（コマンドがあればそれを使えます）。または返却してください。"
        ),
        ["finding.cluster-stopped"] = (
            "Somebody has stopped cluster {cluster}; a stopped cluster can be neither changed nor deleted.",
            "誰かがクラスター {cluster} を停止しました。停止中のクラスターは変更も削除もできません。"
        ),
        ["remedy.cluster-stopped"] = (
            "Start it; then it goes on by itself. AWS starts it after seven days in any case.",
            "起動してください。その後自動で先へ進みます。起動しなくても、7 日後に AWS が自動で起動します。"
        ),

        ["finding.stray-claimed"] = ("{what} carries tags of somebody else by now: {tags}.", "{what} に別のタグが付いています：{tags}"),
        ["remedy.stray-claimed"] = (
            "Whoever put them there answers for it. If it is nobody's, take the tags off; then it goes by itself.",
            "タグを付けた人に確認してください。不要であればタグを外してください。その後自動的に削除されます。"
        ),
        ["finding.stray-in-use"] = (
            "Request {request} is under way and needs {what}.",
            "進行中の申請 {request} が {what} を使っています。"
        ),
        ["remedy.stray-in-use"] = ("It goes by itself once that request is over.", "その申請が終わると自動的に削除されます。"),
        ["finding.stray-not-deleted"] = ("AWS did not delete {what} ({code}).", "AWS が {what} を削除しませんでした（{code}）。"),
        ["remedy.stray-not-deleted"] = (
            "AWS's own words are below. It is tried again by itself, less and less often; the command does it by hand.",
            "AWS の応答は下にあります。間隔を広げながら自動で再試行します。コマンドで削除することもできます。"
        ),

        // Refused or failed calls, and their cures.
        ["finding.aws-access-denied"] = (
            "In account {account} the role is not allowed {action} (step {step}); allow it in the role's policy.",
            "アカウント {account} のロールには {action} が許可されていません（手順 {step}）。ロールのポリシーで許可してください。"
        ),
        ["remedy.aws-access-denied"] = (
            "Add this statement to the role's policy; the request goes on by itself.",
            "ロールのポリシーに次のステートメントを加えてください。申請は自動的に続きます。"
        ),
        ["finding.aws-role-not-assumable"] = (
            "The role of account {account} could not be assumed (step {step}); its trust policy must let SnapshotShare in.",
            "アカウント {account} のロールを引き受けられません（手順 {step}）。信頼ポリシーで SnapshotShare を許可してください。"
        ),
        ["remedy.aws-role-not-assumable"] = (
            "Check the role's trust policy and external ID, and that SnapshotShare's own credentials allow sts:AssumeRole; the request goes on by itself.",
            "ロールの信頼ポリシーと外部 ID、SnapshotShare の認証情報に sts:AssumeRole が許可されていることを確かめてください。申請は自動的に続きます。"
        ),
        ["finding.aws-key-not-accessible"] = (
            "In account {account}, {action} was refused because {resource} could not be used (step {step}); the key and both its policies must allow it.",
            "アカウント {account} で、{resource} を使えないため {action} が拒否されました（手順 {step}）。キーと両方のポリシーで許可してください。"
        ),
        ["remedy.aws-key-not-accessible"] = (
            "The key must be enabled, its policy must let the account use it with kms:CreateGrant and kms:DescribeKey, and the role's own policy must allow the same, as here; the request goes on by itself.",
            "キーが有効であること、キーポリシーがアカウントに kms:CreateGrant と kms:DescribeKey を含む使用を許可していること、ロールのポリシーも次のとおり許可していることが必要です。申請は自動的に続きます。"
        ),
        ["finding.aws-quota"] = (
            "Account {account} has no room left for {action} (step {step}): {message}",
            "アカウント {account} には {action} に必要な空きがありません（手順 {step}）：{message}"
        ),
        ["remedy.aws-quota"] = (
            "Remove what nobody needs, or have the quota raised; the request goes on by itself.",
            "不要なものを削除するか、クォータを引き上げてください。申請は自動的に続きます。"
        ),
        ["finding.aws-capacity"] = (
            "AWS has no capacity for {action} in account {account} now (step {step}).",
            "AWS には現在、アカウント {account} の {action} のための容量がありません（手順 {step}）。"
        ),
        ["remedy.aws-capacity"] = (
            "Usually it passes; the request tries again by itself.",
            "ふつうは解消します。申請は自動的に再試行します。"
        ),
        ["finding.aws-snapshot-not-found"] = (
            "In account {account} the snapshot that {action} needs cannot be seen (step {step}).",
            "アカウント {account} から、{action} に必要なスナップショットが見えません（手順 {step}）。"
        ),
        ["remedy.aws-snapshot-not-found"] = (
            "If it was just shared it appears within minutes; otherwise the share or the snapshot has been taken away.",
            "共有した直後なら数分で見えます。そうでなければ、共有かスナップショットが取り除かれています。"
        ),
        ["finding.aws-network"] = (
            "In account {account} the subnets or security groups do not fit {action} (step {step}): {message}",
            "アカウント {account} のサブネットかセキュリティグループが {action} に合いません（手順 {step}）：{message}"
        ),
        ["remedy.aws-network"] = (
            "Correct the DB subnet group or the security groups of the route; the request goes on by itself.",
            "経路の DB サブネットグループかセキュリティグループを直してください。申請は自動的に続きます。"
        ),
        ["finding.aws-parameter-group"] = (
            "In account {account} {action} found no such parameter group (step {step}): {message}",
            "アカウント {account} で {action} に必要なパラメータグループがありません（手順 {step}）：{message}"
        ),
        ["remedy.aws-parameter-group"] = (
            "Create it, or correct the route and ask again.",
            "作成するか、経路を直して申請し直してください。"
        ),
        ["finding.aws-state"] = (
            "In account {account} what {action} works on is not ready for it (step {step}): {message}",
            "アカウント {account} で {action} の対象がまだ準備できていません（手順 {step}）：{message}"
        ),
        ["remedy.aws-state"] = (
            "Usually it passes; the request tries again by itself.",
            "ふつうは解消します。申請は自動的に再試行します。"
        ),
        ["finding.aws-invalid"] = (
            "In account {account} AWS rejected the parameters of {action} as invalid (step {step}): {message}",
            "アカウント {account} で AWS が {action} のパラメータを不正として拒否しました（手順 {step}）：{message}"
        ),
        ["remedy.aws-invalid"] = (
            "AWS's own words are below; correct the route or the request and ask again.",
            "AWS の応答は下にあります。経路か申請の内容を直して、申請し直してください。"
        ),
        ["finding.aws-credentials"] = (
            "AWS does not accept SnapshotShare's credentials for {action} in account {account} (step {step}).",
            "アカウント {account} の {action} で、AWS が SnapshotShare の認証情報を受け付けません（手順 {step}）。"
        ),
        ["remedy.aws-credentials"] = (
            "Check the access key or profile SnapshotShare runs under, and this machine's clock; the request goes on by itself.",
            "SnapshotShare が使うアクセスキーかプロファイルと、このマシンの時計を確かめてください。申請は自動的に続きます。"
        ),
        ["finding.aws-session"] = (
            "The role session in account {account} was over when {action} was asked for (step {step}).",
            "アカウント {account} で {action} を求めたとき、ロールのセッションが切れていました（手順 {step}）。"
        ),
        ["remedy.aws-session"] = (
            "Nothing to do; a new one is taken and the request goes on by itself.",
            "対応は不要です。新しいセッションで申請は自動的に続きます。"
        ),
        ["finding.aws-throttled"] = (
            "AWS is throttling calls in account {account} (step {step}, {action}).",
            "アカウント {account} で、AWS が呼び出しをスロットリングしています（手順 {step}、{action}）。"
        ),
        ["remedy.aws-throttled"] = ("The request goes on by itself, more slowly.", "申請は間隔をあけて自動的に続きます。"),
        ["finding.aws-server"] = (
            "AWS itself failed at {action} in account {account} (step {step}): {message}",
            "アカウント {account} の {action} で AWS 側の障害が起きました（手順 {step}）：{message}"
        ),
        ["remedy.aws-server"] = (
            "Nothing to do; the next look tells whether it happened.",
            "対応は不要です。行われたかどうかは次の確認で分かります。"
        ),
        ["finding.aws-no-answer"] = (
            "AWS did not answer {action} in account {account} (step {step}): {message}",
            "アカウント {account} の {action} に AWS が応答しませんでした（手順 {step}）：{message}"
        ),
        ["remedy.aws-no-answer"] = (
            "The next look tells whether it happened; check the network if it keeps happening.",
            "行われたかどうかは次の確認で分かります。続くようならネットワークを確かめてください。"
        ),
        ["finding.rule-youngest-snapshot"] = (
            "Rule YoungestSnapshot of route {route}: {snapshot} was taken at {taken} and must be at least {limit} old.",
            "経路 {route} の規則 YoungestSnapshot：{snapshot} は {taken} に取得されました。{limit} 以上経過している必要があります。"
        ),
        ["remedy.rule-youngest-snapshot"] = ("Ask for an older snapshot by name.", "より古いスナップショットを名前で指定してください。"),
        ["finding.rule-oldest-snapshot"] = (
            "Rule OldestSnapshot of route {route}: {snapshot} was taken at {taken} and may be at most {limit} old.",
            "経路 {route} の規則 OldestSnapshot：{snapshot} は {taken} に取得されました。{limit} より古いものは使えません。"
        ),
        ["remedy.rule-oldest-snapshot"] = (
            "Ask for the newest automated snapshot, or for one taken now.",
            "最新の自動スナップショット、または今取得するものを指定してください。"
        ),
        ["finding.rule-instance-class"] = (
            "Rule InstanceClasses of route {route}: {class} is not allowed; these are: {classes}.",
            "経路 {route} の規則 InstanceClasses：{class} は許可されていません。許可されているもの：{classes}。"
        ),
        ["remedy.rule-instance-class"] = ("Choose one of the allowed classes.", "許可されたクラスから選んでください。"),
        ["notice.waits-for-approval"] = (
            "{name} wants the data of {cluster} copied to account {account} (request {request}). Approve or reject it. {what}",
            "{name} が、{cluster} のデータをアカウント {account} で使う申請をしました（申請 {request}）。承認または却下してください。{what}"
        ),
        ["notice.waits-for-approval-share"] = (
            "{name} wants the data of {cluster} shared with account {account} (request {request}). Approve or reject it. {what}",
            "{name} が、{cluster} のデータをアカウント {account} に共有する申請をしました（申請 {request}）。承認または却下してください。{what}"
        ),
        ["notice.approved"] = (
            "{name}'s request {request} for data of {cluster} was approved. {what}",
            "{name} の申請 {request}（{cluster} のデータ）が承認されました。{what}"
        ),
        ["notice.approved-so-far"] = (
            "{name}'s request {request} for data of {cluster} has a yes; {left} more must say yes to the same plan.",
            "{name} の申請 {request}（{cluster} のデータ）が承認されました。同じ計画にあと {left} 人の承認が必要です。"
        ),
        ["notice.unblocked"] = (
            "Request {request} of {name} for data of {cluster} goes on; nobody's help is needed any more.",
            "{name} の申請 {request}（{cluster} のデータ）は再開しました。対応は不要になりました。"
        ),
        ["notice.result-differs"] = (
            "What {name} has of {cluster} in account {account} is not as it was approved any more (request {request}). {what}",
            "{name} がアカウント {account} で使っている {cluster} のデータが、承認された内容と違っています（申請 {request}）。{what}"
        ),
        ["notice.result-as-approved"] = (
            "What {name} has of {cluster} in account {account} is as it was approved again (request {request}).",
            "{name} がアカウント {account} で使っている {cluster} のデータが、承認された内容に戻りました（申請 {request}）。"
        ),
        ["notice.rejected"] = (
            "{name}'s request {request} for data of {cluster} was rejected. {what}",
            "{name} の申請 {request}（{cluster} のデータ）が却下されました。{what}"
        ),
        ["notice.ready"] = (
            "Request {request} is ready: {name} has the data of {cluster} in account {account}, and nothing is shared any more.",
            "申請 {request} が完了しました。{name} は {cluster} のデータをアカウント {account} で使えます。共有はもうありません。"
        ),
        ["notice.failed"] = (
            "Request {request} of {name} for data of {cluster} failed. {what}",
            "{name} の申請 {request}（{cluster} のデータ）は失敗しました。{what}"
        ),
        ["notice.unanswered"] = (
            "Nobody answered request {request} of {name} for data of {cluster} in time.",
            "{name} の申請 {request}（{cluster} のデータ）に期限内の回答がありませんでした。"
        ),
        ["notice.about-to-expire"] = (
            "The dev cluster of request {request} ({name}) is deleted at {until} unless it is extended.",
            "申請 {request}（{name}）の開発クラスターは、延長しなければ {until} に削除されます。"
        ),
        ["notice.about-to-expire-copy"] = (
            "The copy of request {request} ({name}) is deleted at {until} unless it is extended.",
            "申請 {request}（{name}）のコピーは、延長しなければ {until} に削除されます。"
        ),
        ["notice.life-begun"] = (
            "Copies have a life now: that of request {request} ({name}) is deleted at {until} unless it is extended.",
            "コピーにも利用期間が設けられました。申請 {request}（{name}）のコピーは、延長しなければ {until} に削除されます。"
        ),
        ["notice.blocked"] = (
            "Request {request} of {name} for data of {cluster} is blocked and waits for help. {what}",
            "{name} の申請 {request}（{cluster} のデータ）は対応待ちです。{what}"
        ),
        ["notice.unshare-failed"] = (
            "A share of {cluster} COULD NOT BE TAKEN AWAY (request {request}). It is tried again and again; to close it by hand: {close}",
            "{cluster} の共有を解除できませんでした（申請 {request}）。再試行を続けます。手で解除するには：{close}"
        ),
        ["notice.share-returned"] = (
            "A share of {cluster} that was closed is there again (request {request}); it is being taken away.",
            "解除した {cluster} の共有が再び現れました（申請 {request}）。解除しています。"
        ),
        ["notice.drift-found"] = (
            "Snapshot {snapshot} in account {account} is shared with {with}, and no request accounts for it; decide about it on the overview.",
            "アカウント {account} のスナップショット {snapshot} が {with} に共有されていますが、これに当たる申請がありません。概要のページで扱いを決めてください。"
        ),
        ["notice.stray-found"] = (
            "{snapshot} in account {account} holds production's data or has our tags, and no request under way answers for it; look at it under Exposure.",
            "アカウント {account} の {snapshot} には本番のデータまたは SnapshotShare のタグがありますが、進行中のどの申請のものでもありません。「共有先と所在」で確かめてください。"
        ),
        ["notice.stray-found-export"] = (
            "Somebody exported production's data to S3, to {snapshot}; look at it under Exposure.",
            "本番のデータが S3 の {snapshot} にエクスポートされました。「共有先と所在」で確かめてください。"
        ),
        ["notice.frozen"] = (
            "Sharing is frozen: every open share is being taken away and no new one is made.",
            "共有を凍結しました。現在の共有はすべて解除中で、新しい共有は行いません。"
        ),
        ["notice.freeze-lifted"] = ("The freeze is lifted; sharing goes on.", "凍結が解除されました。共有を再開します。"),
        ["notice.ledger-head"] = ("The ledger's head, for keeping.", "台帳の最新ヘッドです（保管用）。"),
        ["finding.aws-refused"] = (
            "In account {account} AWS refused {action} (step {step}): {message}",
            "アカウント {account} で AWS が {action} を拒否しました（手順 {step}）：{message}"
        ),
        ["remedy.aws-refused"] = (
            "AWS's own words are below; the request goes on by itself once the cause is gone.",
            "AWS の応答は下にあります。原因がなくなれば申請は自動的に続きます。"
        ),
    };

    public static readonly FrozenDictionary<string, string> English = All.ToFrozenDictionary(
        pair => pair.Key,
        pair => pair.Value.English,
        StringComparer.Ordinal
    );

    public static readonly FrozenDictionary<string, string> Japanese = All.ToFrozenDictionary(
        pair => pair.Key,
        pair => pair.Value.Japanese,
        StringComparer.Ordinal
    );
}
