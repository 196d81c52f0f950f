using System.Collections.Frozen;

namespace SnapshotShare.Web.Components.Wording;

/// <summary>The domain's sentences in Japanese, by the keys of <see cref="SnapshotShare.Core.Phrases"/>.</summary>
public static class JapanesePhrases
{
    public static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Verbs that did nothing, and why.
        ["no-such-request"] = "申請 {request} はありません。",
        ["no-such-route"] = "経路「{route}」はありません。",
        ["no-such-snapshot"] = "アカウント {account} にスナップショット「{snapshot}」はありません。",
        ["no-automated-snapshot"] = "アカウント {account} のクラスター「{cluster}」に、利用できる自動スナップショットがありません。",
        ["source-missing"] = "スナップショットか、最新の自動スナップショットを使うクラスターを指定してください。",
        ["source-twice"] = "スナップショットとクラスターは、どちらか一方だけを指定してください。",
        ["reason-too-long"] = "理由は {most} 文字までです。",
        ["cluster-identifier"] =
            "「{cluster}」はクラスター識別子になりません。1 から 63 文字の英数字とハイフンで、先頭は英字、末尾のハイフンと連続するハイフンは使えません。",
        ["instance-class"] = "「{class}」は db.r6g.large のようなインスタンスクラスではありません。",
        ["window-bounds"] = "この経路では共有の上限を {window} にできません。最大 {most} です。",
        ["life-bounds"] = "この経路では期間を {life} にできません。最大 {most} です。",
        ["extend-bounds"] = "この経路で許される長さを超えます。クラスターが使えるようになってから最大 {most} です。",
        ["cluster-reserved"] = "クラスター識別子「{cluster}」は、申請 {request} が使っています。",
        ["own-request"] = "自分の申請は誰も承認や却下ができません。別の人が判断します。",
        ["not-your-role"] = "これができる役割:{roles}",
        ["signed-out"] = "このセッションは終わっています。もう一度サインインしてください。",
        ["plan-is-stale"] = "読んだ後で計画が変わりました(現在は第 {version} 版)。新しい計画を読んで、もう一度判断してください。",
        ["only-shorter"] = "承認者は共有の上限や期間を短くできますが、長くはできません。",
        ["nothing-shared"] = "この申請は現在、何も共有していません。",
        ["not-now-approve"] = "申請は {status} です。承認できるのは、承認を待っているものだけです。",
        ["not-now-reject"] = "申請は {status} です。却下できるのは、承認を待っているものだけです。",
        ["not-now-cancel"] = "申請は {status} です。取り消すものはもうありません。",
        ["not-now-extend"] = "申請は {status} です。期間を延ばせるのは、利用可能なクラスターだけです。",
        ["not-now-retry"] = "申請は {status} です。再試行を待っていません。",
        ["preflight-failed"] = "計画に必要なことを AWS に確認できませんでした:{code}: {message}",
        ["account-not-readable"] = "アカウント {account} を読み取れませんでした:{code}: {message}",
        ["route-gone"] = "経路「{route}」はもう設定されていません。",

        // Why a request stands where it stands.
        ["plan-changed"] = "承認されたものと今実行されるものが違うため、新しい承認が必要です。変わった点:{changes}",
        ["rejected-because"] = "却下:{reason}",
        ["cancelled-by"] = "{name} が取り消しました。{reason}",
        ["given-back-by"] = "{name} が返却しました。{reason}",
        ["life-over"] = "開発クラスターの期間が終わりました。",

        // Why a step is in the plan.
        ["why.find-source"] = "すべては {snapshot} から始まります。存在し、利用できなければなりません。",
        ["why.copy-automated-managed"] =
            "コピーが必要です。{snapshot} は共有できない自動スナップショットで、他のアカウントが決して使えない AWS マネージドキー {key} で暗号化されています。",
        ["why.copy-automated"] = "コピーが必要です。{snapshot} は自動スナップショットで、共有できるのは手動スナップショットだけです。",
        ["why.copy-managed"] =
            "コピーが必要です。{snapshot} は、他のアカウントが決して使えない AWS マネージドキー {key} で暗号化されています。",
        ["why.copy-other-key"] = "コピーが必要です。{snapshot} は、開発アカウントが使えるキーではなく {key} で暗号化されています。",
        ["why.share"] = "{snapshot} の restore 属性にアカウント {account} を加えます。本番データが外から読めるようになるのはこの瞬間です。",
        ["why.see-in-target"] = "コピーの前に、開発アカウントから完全な ARN でスナップショットが見えなければなりません。",
        ["why.copy-in-target"] = "アカウント {account} が自分のキーで自分のコピーを作ります。以後、本番側のものは必要ありません。",
        ["why.restore-cluster"] = "開発側のコピーからクラスター {cluster} を復元します。",
        ["why.create-writer"] = "復元したクラスターには接続先のインスタンスがありません。パブリックアクセスのないライターを作ります。",
        ["why.replace-password"] =
            "復元したクラスターのマスターパスワードは本番のままです。Secrets Manager に保管する新しいものに替えます。",
        ["why.stop-sharing"] = "開発側が自分のコピーを持ったらすぐに、復元と並行して共有を解除します。",
        ["why.stop-sharing-at-deadline"] = "共有は期限に、またはその前に誰かが解除したときに終わります。",
        ["why.prove-not-shared"] = "両側から確かめます。元のアカウントでは restore 属性、先のアカウントでは一覧を見ます。",
        ["why.delete-sharing-snapshot"] = "共有用スナップショットは役目を終えました。削除すれば、二度と共有できません。",
        ["why-not.copy-for-sharing"] =
            "コピーは要りません。{snapshot} は手動スナップショットで、すでに開発アカウントが使えるキーで暗号化されています。",
        ["why-not.delete-sharing-snapshot"] = "{snapshot} はこの申請より前からあるので、そのまま残します。",
        ["why-not.goal-share"] = "共有だけが申請されました。",
        ["why-not.goal-copy"] = "コピーだけが申請されました。",

        ["in-line"] = "順番待ち {place} 番目:アカウント {account} では {running} 件のコピーが実行中です。",

        // Findings of a plan, and their cures.
        ["finding.production-data"] = "マスキングしていない本番データです。他のデータベースユーザーのパスワードは本番のままです。",
        ["finding.source-not-available"] = "スナップショット {snapshot} は available ではなく {status} です。",
        ["remedy.source-not-available"] = "利用できるスナップショットを選ぶか、利用できるようになるまで待ってください。",
        ["finding.source-unencrypted"] = "スナップショット {snapshot} は暗号化されていません。Aurora はコピー時に暗号化できません。",
        ["remedy.source-unencrypted"] = "暗号化されたクラスターのスナップショットを使ってください。",
        ["finding.source-sse-rds"] =
            "スナップショット {snapshot} は AWS 所有のキー(sse-rds)で暗号化されています。コピー時に別のキーで暗号化し直せるかは確かめられていません。",
        ["remedy.source-sse-rds"] = "重要でないデータで一度試すか、KMS キーを使うクラスターを選んでください。",
        ["finding.source-already-shared"] = "スナップショット {snapshot} はすでに {accounts} に共有されています。",
        ["remedy.source-already-shared"] = "意図したものか確かめてください。この申請では変えません。",
        ["finding.source-shared-by-others"] =
            "スナップショット {snapshot} は、他の人がすでに {account} に共有しています。この申請ではその共有を終わらせられません。",
        ["remedy.source-shared-by-others"] = "すでにある共有を使うか、先にそれを解除してください。",
        ["finding.sharing-key-aws-managed"] = "共有用キー {key} は AWS マネージドキーです。他のアカウントは決して使えません。",
        ["remedy.sharing-key-aws-managed"] = "経路の SharingKey に、元のアカウントのカスタマーマネージドキーを設定してください。",
        ["finding.key-not-enabled"] = "キー {key} は {state} です。このキーではコピーも復元もできません。",
        ["remedy.key-not-enabled"] = "キーを有効にするか、削除の予定を取り消してください。",
        ["finding.key-not-symmetric"] = "キー {key} は {spec} です。RDS が使えるのは対称暗号化キーだけです。",
        ["remedy.key-not-symmetric"] = "SYMMETRIC_DEFAULT のキーを使ってください。",
        ["finding.sharing-key-elsewhere"] = "共有用キー {key} は、{region} のアカウント {account} のものではありません。",
        ["remedy.sharing-key-elsewhere"] = "経路の SharingKey に、同じリージョンの元のアカウントのキーを設定してください。",
        ["finding.sharing-key-closed-to-target"] =
            "{key} のキーポリシーはアカウント {account} に使用を許していません。開発側のコピーは失敗します。",
        ["remedy.sharing-key-closed-to-target"] = "キーポリシーに次の 2 つのステートメントを加えてください。",
        ["finding.sharing-key-open-to-others"] = "{key} のキーポリシーは {principals} にも使用を許しています。",
        ["remedy.sharing-key-open-to-others"] = "このキーで暗号化したものが必要でなければ、キーポリシーから除いてください。",
        ["finding.target-key-elsewhere"] =
            "開発側のキー {key} はアカウント {account} のものではありません。コピーが他者のキーに依存することになります。",
        ["remedy.target-key-elsewhere"] = "経路の TargetKey に、同じリージョンの先のアカウントのキーを設定してください。",
        ["finding.target-cluster-taken"] = "アカウント {account} にはすでにクラスター {cluster} があります。",
        ["remedy.target-cluster-taken"] = "別のクラスター識別子を選んでください。",
        ["finding.target-instance-taken"] = "アカウント {account} にはすでにインスタンス {instance} があります。",
        ["remedy.target-instance-taken"] = "別のクラスター識別子を選んでください。インスタンス名はそこから決まります。",
        ["finding.subnet-group-missing"] = "アカウント {account} に DB サブネットグループ {group} がありません。",
        ["remedy.subnet-group-missing"] = "作成するか、経路の SubnetGroup に存在するものを設定してください。",
        ["finding.key-not-describable"] = "アカウント {account} のロールは、キー {key} の情報を取得できません。",
        ["remedy.key-not-describable"] = "ロールのポリシーとキーポリシーで kms:DescribeKey を許可してください。",
        ["finding.key-policy-not-readable"] =
            "アカウント {account} のロールがキー {key} のポリシーを読めないため、誰に使用を許しているか確かめられませんでした。",
        ["remedy.key-policy-not-readable"] = "ロールのポリシーで kms:GetKeyPolicy を許可してください。",

        // Findings of a step, and their cures.
        ["finding.name-taken"] = "アカウント {account} にはすでに {resource} があり、この申請のものではありません。手を触れません。",
        ["remedy.name-taken"] = "別の名前で申請し直すか、不要なら {resource} を削除してください。",
        ["finding.source-gone"] =
            "ベーススナップショット {snapshot} がアカウント {account} からなくなりました。自動スナップショットは保持期間で消えます。",
        ["remedy.source-gone"] = "存在するスナップショットから申請し直してください。",
        ["finding.snapshot-failed"] = "AWS がスナップショット {snapshot} の処理を断念しました。ステータスは {status} です。",
        ["finding.restore-failed"] = "AWS が {resource} の処理を断念しました。ステータスは {status} です。",
        ["finding.copy-under-foreign-key"] =
            "スナップショット {snapshot} は、アカウント {account} のものではないキー {key} で暗号化されました。",
        ["finding.share-closed-early"] = "開発アカウントがコピーを持つ前に、{snapshot} の共有が終わりました。",
        ["finding.sharing-snapshot-gone"] = "共有用スナップショット {snapshot} がなくなりました。誰かが削除しました。",
        ["finding.vanished"] = "手順 {step} が作ったものがなくなりました。誰かが削除しました。",
        ["finding.takes-too-long"] =
            "手順 {step} が想定よりはるかに長くかかっています(AWS の応答:{status})。何も失われていません。確認を続けます。",
        ["remedy.takes-too-long"] = "AWS コンソールで確かめてください。終わりそうになければ申請を取り消してください。",
        ["remedy.ask-again"] = "この申請が作ったものはすべて片付けます。原因がなくなったら、申請し直してください。",
        ["finding.cluster-has-others"] = "クラスター {cluster} に、この製品が作っていないインスタンスがあります:{what}",
        ["remedy.cluster-has-others"] = "{what} を削除してください。その後クラスターは自動的に削除されます。",
        ["finding.cluster-protected"] = "誰かが {cluster} の削除保護を有効にしました。",
        ["remedy.cluster-protected"] = "削除してよければ無効にしてください。その後自動的に削除されます。",

        // Refused or failed calls, and their cures.
        ["finding.aws-access-denied"] = "アカウント {account} のロールには {action} が許されていません(手順 {step})。",
        ["remedy.aws-access-denied"] = "ロールのポリシーで許可してください。申請は自動的に続きます。",
        ["finding.aws-key-not-accessible"] = "アカウント {account} で、キーを使えないため {action} が拒否されました(手順 {step})。",
        ["remedy.aws-key-not-accessible"] =
            "キーが有効であること、キーポリシーがアカウントに kms:CreateGrant と kms:DescribeKey を含む使用を許していること、ロールのポリシーも同じものを許していることが必要です。申請は自動的に続きます。",
        ["finding.aws-quota"] = "アカウント {account} に {action} の余地がありません:{message}",
        ["remedy.aws-quota"] = "不要なものを削除するか、クォータを引き上げてください。申請は自動的に続きます。",
        ["finding.aws-capacity"] = "AWS には現在、アカウント {account} の {action} のための容量がありません。",
        ["remedy.aws-capacity"] = "ふつうは解消します。申請は自動的に再試行します。",
        ["finding.aws-snapshot-not-found"] = "アカウント {account} から、{action} に必要なスナップショットが見えません(手順 {step})。",
        ["remedy.aws-snapshot-not-found"] = "共有した直後なら数分で見えます。そうでなければ、共有かスナップショットが取り除かれています。",
        ["finding.aws-throttled"] = "アカウント {account} で、AWS が呼び出しを減らすよう求めています。",
        ["remedy.aws-throttled"] = "申請は間隔をあけて自動的に続きます。",
        ["finding.aws-no-answer"] = "アカウント {account} の {action} に AWS が応答しませんでした:{message}",
        ["remedy.aws-no-answer"] = "行われたかどうかは次の確認で分かります。続くようならネットワークを確かめてください。",
        ["finding.aws-refused"] = "アカウント {account} で AWS が {action} を拒否しました(手順 {step}):{message}",
        ["remedy.aws-refused"] = "AWS の応答は下にあります。原因がなくなれば申請は自動的に続きます。",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
