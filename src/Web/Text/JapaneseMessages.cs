using System.Collections.Frozen;

namespace SnapshotShare.Web.Text;

/// <summary>The domain's sentences in Japanese, by the keys of <see cref="SnapshotShare.Core.Messages"/>.</summary>
public static class JapaneseMessages
{
    public static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Verbs that did nothing, and why.
        ["no-such-request"] = "申請 {request} はありません。",
        ["no-such-route"] = "経路「{route}」はありません。設定されている経路は「経路とキー」で確かめられます。",
        ["no-such-snapshot"] = "アカウント {account} にスナップショット「{snapshot}」はありません。",
        ["no-automated-snapshot"] = "アカウント {account} のクラスター「{cluster}」に、利用できる自動スナップショットがありません。",
        ["no-such-cluster"] = "アカウント {account} にクラスター「{cluster}」はありません。",
        ["source-missing"] =
            "スナップショットか、最新の自動スナップショットを使うクラスターか、今スナップショットを取得するクラスターを指定してください。",
        ["source-twice"] = "スナップショットまたはクラスターを 1 つだけ指定してください。",
        ["reason-too-long"] = "理由は {most} 文字までです。",
        ["cluster-identifier"] =
            "「{cluster}」はクラスター識別子として使えません。1〜63 文字の英数字とハイフンを使い、先頭は英字にしてください。末尾のハイフンと連続するハイフンは使えません。",
        ["instance-class"] = "「{class}」は db.r6g.large のようなインスタンスクラスではありません。",
        ["window-bounds"] = "この経路では共有の上限を {window} にできません。最長 {most} です。",
        ["life-bounds"] = "この経路では利用期間を {life} にできません。最長 {most} です。",
        ["extend-bounds"] = "この経路の上限を超えます。クラスターが使えるようになってから最長 {most} です。",
        ["cluster-reserved"] = "クラスター識別子「{cluster}」は、申請 {request} が使っています。",
        ["no-such-persona"] = "ペルソナ「{persona}」はありません。ここから選んでください。",
        ["own-request"] = "自分の申請を自分で承認または却下することはできません。別の人が判断します。",
        ["not-your-role"] = "これができる役割：{roles}",
        ["signed-out"] = "このセッションは終わっています。もう一度サインインしてください。",
        ["plan-is-stale"] = "読んだ後で計画が変わりました（現在は第 {version} 版）。新しい計画を読んで、もう一度判断してください。",
        ["rule.reason-length"] = "経路 {route} の規則 ReasonLength：理由を {least} 文字以上で書いてください。",
        ["rule.ticket"] = "経路 {route} の規則 Ticket：理由には {pattern} の形のチケットが必要です。",
        ["rule.groups"] = "経路 {route} の規則 Groups：承認できるのは {groups} のメンバーだけです。",
        ["approved-already"] = "この版の計画はすでに承認しています。経路 {route} の規則 Approvers では {needed} 人が必要です。",
        ["approved-so-far"] = "{names} が承認しました。同じ計画にあと {left} 人の承認が必要です。",
        ["rules-changed"] =
            "計画の後で経路 {route} の承認規則が変わりました。申請のページで「計画を作り直す」を押してから判断してください。",
        ["automatic-approval"] =
            "経路 {route} の規則 Automatic：クラスター {cluster}、共有の上限と利用期間は範囲内で、確認すべきことはありません。",
        ["only-shorter"] = "承認者は共有の上限や利用期間を短くできますが、長くはできません。",
        ["nothing-shared"] = "この申請は現在、何も共有していません。",
        ["not-now-approve"] = "申請の状態は「{status}」です。承認できるのは、承認を待っているものだけです。",
        ["not-now-reject"] = "申請の状態は「{status}」です。却下できるのは、承認を待っているものだけです。",
        ["not-now-cancel"] = "申請の状態は「{status}」です。取り消すものはもうありません。",
        ["not-now-extend"] = "申請の状態は「{status}」です。利用期間を延長できるのは、利用可能なクラスターだけです。",
        ["not-now-connect"] = "申請の状態は「{status}」です。接続先はありません。",
        ["not-now-retry"] = "申請の状態は「{status}」です。再試行を待っていません。",
        ["no-such-drift"] = "申請によらない共有 {finding} の記録はありません。",
        ["drift-is-gone"] = "この共有はすでにありません。対応は不要です。",
        ["drift-not-open"] = "この共有の状態は「{state}」です。残すことを提案できるのは、未対応か、もう一人の判断待ちのものだけです。",
        ["no-such-proposal"] = "その期限まで残す提案はありません。もう一度読み直して判断してください。",
        ["own-proposal"] = "自分の提案を自分で承認することはできません。別の人が判断します。",
        ["adoption-bounds"] = "残す期限は今より後、最長 {most} 日先までです。",
        ["preflight-failed"] =
            "アカウント {account} が {action} に応答しなかったため、まだ計画がありません。少し待って試してください。（{code}：{message}）",
        ["account-not-readable"] =
            "アカウント {account} を読み取れませんでした。SnapshotShare は読み取りを続けます。解消しなければ「経路とキー」でロールを確かめてください。（{code}：{message}）",
        ["route-gone"] = "経路「{route}」はもう設定されていません。管理者が設定を戻すか、別の経路で申請し直してください。",

        // Why a request stands where it stands.
        ["plan-changed"] = "承認されたものと今実行されるものが違うため、新しい承認が必要です。変わった点：{changes}",
        ["rejected-because"] = "却下：{reason}",
        ["cancelled-by"] = "{name} が取り消しました。{reason}",
        ["given-back-by"] = "{name} が返却しました。{reason}",
        ["planned-again"] = "{name} が、今のアカウントの状態から計画を作り直しました。",
        ["nobody-answered"] = "期限までに誰も回答しませんでした。まだ必要な場合は、もう一度申請してください。",
        ["ledger-broken"] = "台帳はエントリ {entry} 以降で成り立っていません({fault})。解明されるまで、証拠には署名しません。",
        ["share-held"] =
            "申請 {request} が同じスナップショットを共有しているか、共有を終えたばかりです。その共有と監視が終わりしだい、この申請が続きます。",
        ["frozen"] = "共有は凍結中です。管理者が凍結を解除するまで、何も共有されません。",
        ["frozen-already"] = "{name} がすでに共有を凍結しています。",
        ["not-frozen"] = "共有は凍結されていません。",
        ["own-freeze"] = "自分で設定した凍結は解除できません。別の管理者が解除します。",
        ["connection-not-yours"] = "接続情報を見られるのは、クラスターを申請した本人だけです。",
        ["not-your-decision"] = "承認者が取り出せるのは、自分が判断した申請の証跡だけです。",
        ["life-over"] = "開発クラスターの利用期間が終わりました。",

        // Why a step is in the plan.
        ["why.find-source"] = "すべては {snapshot} から始まります。存在し、利用できなければなりません。",
        ["why.take-snapshot"] = "クラスター {cluster} の手動スナップショット {snapshot} を今取得します。データはその時点のものです。",
        ["why.copy-automated-managed"] =
            "コピーが必要です。{snapshot} は共有できない自動スナップショットで、他のアカウントが決して使えない AWS マネージドキー {key} で暗号化されています。",
        ["why.copy-automated"] = "コピーが必要です。{snapshot} は自動スナップショットで、共有できるのは手動スナップショットだけです。",
        ["why.copy-managed"] =
            "コピーが必要です。{snapshot} は、他のアカウントが決して使えない AWS マネージドキー {key} で暗号化されています。",
        ["why.copy-other-key"] = "コピーが必要です。{snapshot} は、ターゲットアカウントが使えるキーではなく {key} で暗号化されています。",
        ["why.share"] = "{snapshot} の restore 属性にアカウント {account} を加えます。本番データが外から読めるようになるのはこの瞬間です。",
        ["why.see-in-target"] = "コピーの前に、ターゲットアカウントから完全な ARN でスナップショットが見えなければなりません。",
        ["why.copy-in-target"] =
            "アカウント {account} が自分のキーで自分のコピーを作ります。以後、ソースアカウントのものは必要ありません。",
        ["why.restore-cluster"] = "ターゲット側のコピーからクラスター {cluster} を復元します。",
        ["why.create-writer"] = "復元したクラスターには接続先のインスタンスがありません。パブリックアクセスのないライターを作ります。",
        ["why.replace-password"] =
            "復元したクラスターのマスターパスワードは本番のままです。Secrets Manager に保管する新しいものに替えます。",
        ["why.stop-sharing"] = "ターゲット側が自分のコピーを持ったらすぐに、復元と並行して共有を解除します。",
        ["why.stop-sharing-at-deadline"] = "共有は期限に、またはその前に誰かが解除したときに終わります。",
        ["why.prove-not-shared"] = "両側から確かめます。ソースアカウントでは restore 属性、ターゲットアカウントでは一覧を見ます。",
        ["why.delete-sharing-snapshot"] = "共有用スナップショットは役目を終えました。削除すれば、二度と共有できません。",
        ["why.delete-taken-snapshot"] = "{snapshot} はこの申請のために取得したもので、役目を終えました。",
        ["why-not.copy-for-sharing"] =
            "コピーは要りません。{snapshot} は手動スナップショットで、すでにターゲットアカウントが使えるキーで暗号化されています。",
        ["why-not.delete-sharing-snapshot"] = "{snapshot} はこの申請より前からあるので、そのまま残します。",
        ["why-not.goal-share"] = "共有だけが申請されました。",
        ["why-not.goal-copy"] = "コピーだけが申請されました。",
        ["why-not.turned-round"] = "この手順が完了する前に、申請が終了処理に移りました。",
        ["why-not.nothing-made"] = "取り除くものができる前に、申請が終了処理に移りました。",
        ["why-not.never-begun"] = "何も始まらないうちに、申請が終わりました。",

        ["late-call"] =
            "もう存在しません。以前の呼び出しが遅れて AWS に届き、元に戻る可能性があるため、その可能性がなくなるまで見張ります。",
        ["shared-again"] = "スナップショットの restore 属性に、ターゲットアカウントが再び載っています。",
        ["still-listed"] = "ターゲットアカウントの一覧に、スナップショットがまだ表示されています。",
        ["not-yet-writer"] = "インスタンスはできていますが、クラスターのライターにはまだなっていません。",
        ["secret-not-active"] = "新しいパスワードのシークレットは、まだ有効になっていません。",
        ["in-line"] = "順番待ち {place} 番目：アカウント {account} では {running} 件のコピーが実行中です。",

        // What can be done with a snapshot, or why not.
        ["snapshot.no-copy-needed"] =
            "手動スナップショットで、ターゲットが使えるキーで暗号化されています。ここからの手順では ② を省きます。",
        ["snapshot.shared-by-request"] = "申請によって共有されています。解除はその申請で行います。",
        ["snapshot.shared-by-nobody-here"] = "誰かが手作業で共有しました。概要のページで扱いを決めてください。",
        ["snapshot.deleted-by-request"] = "申請が作ったもので、役目を終えたとき、または申請が返却されたときに削除されます。",
        ["snapshot.why.role"] = "あなたの役割ではクラスターを申請できません。",
        ["snapshot.why.not-own"] = "アカウント {account} のものです。そちらから申請してください。",
        ["snapshot.why.no-route"] = "アカウント {account} から始まる経路はありません。",
        ["snapshot.why.kind"] = "種類が {type} のスナップショットは扱いません。手動スナップショットを取得してください。",
        ["snapshot.why.unencrypted"] = "暗号化されていません。本番データを暗号化せずに渡すことはありません。",
        ["snapshot.why.status"] = "ステータスが available ではなく {status} です。",
        ["snapshot.why.automated"] = "自動スナップショットは共有できません。共有できるのはそのコピーだけです。",
        ["snapshot.why.aws-managed"] = "他のアカウントが使えない AWS マネージドキー {key} で暗号化されているため、コピーが必要です。",
        ["snapshot.why.aws-owned"] = "RDS だけが使える AWS 所有のキー（sse-rds）で暗号化されているため、コピーが必要です。",
        ["snapshot.why.other-key"] = "経路の共有用キー {key} で暗号化されていないため、コピーが必要です。",
        ["snapshot.why.owner-only"] = "できるのは所有者であるアカウント {account} だけです。",
        ["snapshot.why.sharing-not-read"] = "共有先はまだ読み取っていません。",
        ["snapshot.why.not-looked-at-yet"] = "共有されています。どのような共有かは次の確認でわかります。",
        ["snapshot.why.not-shared"] = "誰とも共有されていません。",
        ["snapshot.why.retention"] = "クラスターの保持期間が終わると AWS が削除します。",
        ["snapshot.why.not-ours"] = "SnapshotShare が削除するのは、ここでの申請が作ったものだけです。",

        // Findings of a plan, and their cures.
        ["why.verify-cluster"] =
            "接続が始まる前に、できあがったクラスターとライターが承認された内容（キー、ネットワーク、クラス、バージョン、パスワード）のとおりかを確かめます。",
        ["finding.cluster-differs"] = "クラスター {cluster} が承認された内容と異なります: {what}",
        ["remedy.cluster-differs"] =
            "クラスター {cluster} を承認された内容に直すと、自動で先へ進みます。その場で直せない場合は、申請を取り消して改めて申請してください。",
        ["differs.encrypted"] = "暗号化が {wanted} ではなく {is} です。",
        ["differs.key"] = "キーが {wanted} ではなく {is} です。",
        ["differs.publiclyAccessible"] = "パブリックアクセスが {wanted} ではなく {is} です。",
        ["differs.subnetGroup"] = "サブネットグループが {wanted} ではなく {is} です。",
        ["differs.securityGroups"] = "クラスターのセキュリティグループが {wanted} ではなく {is} です。",
        ["differs.writerSecurityGroups"] = "ライターのセキュリティグループが {wanted} ではなく {is} です。",
        ["differs.instanceClass"] = "クラスが {wanted} ではなく {is} です。",
        ["differs.engineVersion"] = "エンジンバージョンが {wanted} ではなく {is} です。",
        ["differs.capacity"] = "キャパシティが {wanted} ではなく {is} です。",
        ["differs.masterSecret"] = "マネージドマスターシークレットが {wanted} ではなく {is} です。",
        ["differs.clusterTag"] = "クラスターのタグが {wanted} ではなく {is} を指しています。",
        ["differs.writerTag"] = "ライターのタグが {wanted} ではなく {is} を指しています。",
        ["finding.production-data"] = "マスキングしていない本番データです。他のデータベースユーザーのパスワードは本番のままです。",
        ["remedy.production-data"] = "本番を見てよい人だけが接続できるようにしてください。",
        ["finding.engine-not-aurora"] =
            "スナップショット {snapshot} のエンジンは {engine} です。扱えるのは aurora-mysql と aurora-postgresql だけです。",
        ["remedy.engine-not-aurora"] = "Aurora クラスターのスナップショットを選んでください。",
        ["finding.source-not-available"] = "スナップショット {snapshot} は available ではなく {status} です。",
        ["remedy.source-not-available"] = "利用できるスナップショットを選ぶか、利用できるようになるまで待ってください。",
        ["finding.source-cluster-not-available"] = "クラスター {cluster} は {status} です。今はスナップショットを取得できません。",
        ["remedy.source-cluster-not-available"] = "起動するか、利用できるまで待つか、すでにあるスナップショットから申請してください。",
        ["finding.source-unencrypted"] = "スナップショット {snapshot} は暗号化されていません。Aurora はコピー時に暗号化できません。",
        ["remedy.source-unencrypted"] =
            "暗号化されたクラスターのスナップショットを使うか、ソースアカウントで暗号化して復元し、そのスナップショットを使ってください。",
        ["finding.source-sse-rds"] =
            "スナップショット {snapshot} は AWS 所有のキー（sse-rds）で暗号化されています。コピー時に別のキーで暗号化し直せるかは確かめられていません。",
        ["remedy.source-sse-rds"] = "重要でないデータで一度試すか、KMS キーを使うクラスターを選んでください。",
        ["finding.source-retention-ends"] =
            "スナップショット {snapshot} は自動スナップショットで、保持期間は {days} 日、{until} までです。コピーする前に AWS が削除するかもしれません。",
        ["remedy.source-retention-ends"] = "新しいものから申請するか、先に手動スナップショットへコピーして残してください。",
        ["finding.source-public"] = "スナップショット {snapshot} はパブリックです。どの AWS アカウントからも復元できます。",
        ["remedy.source-public"] = "全世界に公開する意図がなければ、すぐに解除してください。",
        ["finding.source-already-shared"] = "スナップショット {snapshot} はすでに {accounts} に共有されています。",
        ["remedy.source-already-shared"] = "意図したものか確かめてください。この申請では変えません。",
        ["finding.source-shared-by-others"] =
            "スナップショット {snapshot} は、他の人がすでに {account} に共有しています。この申請ではその共有を終わらせられません。",
        ["remedy.source-shared-by-others"] = "すでにある共有を使うか、先にそれを解除してください。",
        ["finding.source-shared-with-too-many"] =
            "スナップショット {snapshot} はすでに {most} 個のアカウントに共有されています。これは AWS の上限です。",
        ["remedy.source-shared-with-too-many"] = "どれかの共有を解除するか、コピーが必要なスナップショットから申請してください。",
        ["finding.sharing-key-aws-managed"] = "共有用キー {key} は AWS マネージドキーです。他のアカウントは決して使えません。",
        ["remedy.sharing-key-aws-managed"] = "ソースアカウントにカスタマーマネージドキーを作り、経路の SharingKey に設定してください。",
        ["finding.key-missing"] = "アカウント {account} にキー {key} がありません。",
        ["remedy.key-missing"] = "経路の SharingKey か TargetKey を直してください。エイリアスはキーを指していなければなりません。",
        ["finding.key-not-enabled"] = "キー {key} は {state} です。このキーではコピーも復元もできません。",
        ["remedy.key-not-enabled"] = "キーを有効にするか、削除の予定を取り消してください。",
        ["finding.key-not-symmetric"] = "キー {key} は {spec} です。RDS が使えるのは対称暗号化キーだけです。",
        ["remedy.key-not-symmetric"] = "SYMMETRIC_DEFAULT のキーを使ってください。",
        ["finding.sharing-key-elsewhere"] = "共有用キー {key} は、{region} のアカウント {account} のものではありません。",
        ["remedy.sharing-key-elsewhere"] = "経路の SharingKey に、同じリージョンのソースアカウントのキーを設定してください。",
        ["finding.key-policy-not-understood"] = "{key} のポリシーを読み取れません。誰に使用を許可しているか分かりません。",
        ["remedy.key-policy-not-understood"] = "KMS コンソールで確かめてください。",
        ["finding.sharing-key-closed-to-source"] =
            "{key} のキーポリシーは、持ち主のアカウント {account} に使用（{actions}）を許可していません。共有用のコピーは失敗します。",
        ["remedy.sharing-key-closed-to-source"] =
            "キーポリシーに次のステートメントを加えてください。誰が使えるかは、アカウントの IAM で決まります。",
        ["finding.sharing-key-closed-to-target"] =
            "{key} のキーポリシーは、アカウント {account} に使用（{actions}）を許可していません。ターゲット側のコピーは失敗します。",
        ["remedy.sharing-key-closed-to-target"] = "キーポリシーに次の 2 つのステートメントを加えてください。",
        ["finding.sharing-key-lacks-usual"] =
            "{key} のキーポリシーは、アカウント {account} にグラントの作成を許可していますが {actions} は許可していません。AWS の例では許可しており、なくてもコピーできるかは確かめられていません。",
        ["remedy.sharing-key-lacks-usual"] = "キーポリシーに次の 2 つのステートメントを加えてください。",
        ["finding.sharing-key-hangs-on-conditions"] =
            "{key} のキーポリシーがアカウント {account} に使用（{actions}）を許可するかどうかは、AWS だけが判断できる条件によります：{conditions}。",
        ["remedy.sharing-key-hangs-on-conditions"] = "そのアカウントでコピーが失敗したら、まずこれらの条件を確かめてください。",
        ["finding.sharing-key-administered"] =
            "{key} のキーポリシーは、{principals} にキーの変更や削除を許可しています（ステートメント {statements}）。持ち主のほかには必要ありません。",
        ["remedy.sharing-key-administered"] = "ステートメントからそれらの操作を除いてください。必要なものは次のとおりです。",
        ["finding.sharing-key-open-grants"] =
            "{key} のキーポリシーは、{principals} が誰にでもキーのグラントを与えることを許可しています（ステートメント {statements}）。本来は AWS のサービスのためだけのものです。",
        ["remedy.sharing-key-open-grants"] =
            "次のように、kms:CreateGrant を条件 kms:GrantIsForAWSResource のあるステートメントに移してください。",
        ["finding.sharing-key-open-to-others"] = "{key} のキーポリシーは {principals} にも使用を許可しています。",
        ["remedy.sharing-key-open-to-others"] = "このキーで暗号化したものが必要でなければ、キーポリシーから除いてください。",
        ["finding.target-key-elsewhere"] =
            "ターゲット側のキー {key} は、{region} のアカウント {account} のものではありません。コピーが他者のキーに依存することになります。",
        ["remedy.target-key-elsewhere"] = "経路の TargetKey に、同じリージョンのターゲットアカウントのキーを設定してください。",
        ["finding.role-lacks-key-right"] =
            "キーポリシーは許可しているのに、アカウント {account} のロールは {key} に対する {action} を拒否されました。ロール自身のポリシーに足りません。",
        ["remedy.role-lacks-key-right"] =
            "ロールのポリシーに次のステートメントを加えてください。AWS のサービスにだけ許可している場合に限り、そのままで構いません。",
        ["finding.key-right-not-verifiable"] =
            "RDS がアカウント {account} のロールとして {key} に {action} を行えるかは、実行するまで確かめられません。ロール自身の問い合わせは拒否されました。",
        ["remedy.key-right-not-verifiable"] = "ロールのポリシーに次のステートメントがあることを確かめてください。",
        ["finding.rights-not-verifiable"] =
            "{role} がアカウント {account} で何を変更できるかは、実行するまで確かめられません。RDS にはドライランがありません。",
        ["remedy.rights-not-verifiable"] = "ロールに必要なポリシーは次のとおりです。",
        ["finding.role-not-assumable"] =
            "アカウント {account} のロール {role} を {caller} が引き受けられないため、そこでは何も確かめられませんでした。",
        ["remedy.role-not-assumable"] =
            "ロールの信頼ポリシーで、設定済みの外部 ID を条件に呼び出し元を許可し、呼び出し元の側では sts:AssumeRole を許可してください。",
        ["finding.not-readable"] = "アカウント {account} のロールには {action} が許可されていないため、その内容を確かめられませんでした。",
        ["remedy.not-readable"] = "ロールのポリシーに次のステートメントを加えてください。",
        ["finding.key-not-readable"] =
            "アカウント {account} のロールには {resource} に対する {action} が許可されていないため、キーを確かめられませんでした。",
        ["remedy.key-not-readable"] =
            "ロールのポリシーで許可してください。キーポリシーがアカウントに任せていなければ、キーポリシーでも許可してください。",
        ["finding.question-refused"] =
            "アカウント {account} で AWS が {action} を {code} で拒否したため、その内容を確かめられませんでした。",
        ["remedy.question-refused"] = "下の AWS の応答に従って直すか、少し待って計画をもう一度表示してください。",
        ["finding.route-unanswered"] = "アカウント {account} が {action} に応答しなかったため、経路が使えるかどうかは分かりません。",
        ["remedy.route-unanswered"] = "少し待って、もう一度確認してください。",
        ["finding.nothing-to-check-with"] = "アカウント {account} には、経路を試すための利用可能なスナップショットがありません。",
        ["remedy.nothing-to-check-with"] = "手動で取得するか、次の自動スナップショットの後で確認してください。",
        ["finding.snapshot-taken"] =
            "アカウント {account} にはすでにスナップショット {snapshot} があり、この申請が作ったものではありません。",
        ["remedy.snapshot-taken"] = "申請し直して別の名前にするか、不要なら削除してください。",
        ["finding.target-cluster-taken"] = "アカウント {account} にはすでにクラスター {cluster} があります。",
        ["remedy.target-cluster-taken"] = "別のクラスター識別子を選んでください。",
        ["finding.target-instance-taken"] = "アカウント {account} にはすでにインスタンス {instance} があります。",
        ["remedy.target-instance-taken"] = "別のクラスター識別子を選んでください。インスタンス名はそこから決まります。",
        ["finding.subnet-group-missing"] = "アカウント {account} に DB サブネットグループ {group} がありません。",
        ["remedy.subnet-group-missing"] = "作成するか、経路の SubnetGroup に存在するものを設定してください。",
        ["finding.subnet-group-few-zones"] =
            "アカウント {account} の DB サブネットグループ {group} は {zones} だけです。Aurora には 2 つ以上のアベイラビリティーゾーンが必要です。",
        ["remedy.subnet-group-few-zones"] =
            "別のアベイラビリティーゾーンのサブネットを加えるか、経路の SubnetGroup を別のグループにしてください。",
        ["finding.security-group-missing"] = "アカウント {account} にセキュリティグループ {group} がありません。",
        ["remedy.security-group-missing"] =
            "経路の SecurityGroups に、サブネットグループの VPC のグループを設定してください。次で一覧できます。",
        ["finding.security-group-elsewhere"] =
            "セキュリティグループ {group} は {vpc} にありますが、サブネットグループ {subnets} は {wanted} にあります。",
        ["remedy.security-group-elsewhere"] =
            "経路の SecurityGroups に、サブネットグループの VPC のグループを設定してください。次で一覧できます。",
        ["finding.parameter-group-missing"] = "アカウント {account} に DB クラスターパラメータグループ {group} がありません。",
        ["remedy.parameter-group-missing"] = "ファミリー {family} で作成するか、経路の ClusterParameterGroup を空にしてください。",
        ["finding.parameter-group-unfit"] =
            "DB クラスターパラメータグループ {group} は {family} 用ですが、{version} には {wanted} が必要です。",
        ["remedy.parameter-group-unfit"] = "経路の ClusterParameterGroup に、そのファミリーのグループを設定してください。",
        ["finding.serverless-needs-capacity"] = "クラス db.serverless には最小と最大の容量が必要ですが、経路 {route} にありません。",
        ["remedy.serverless-needs-capacity"] =
            "db.r6g.large のようなクラスを選ぶか、経路の MinCapacity と MaxCapacity を設定してください。",
        ["finding.engine-version-not-offered"] =
            "アカウント {account} のリージョンで AWS は {version} をもう提供していないため、復元できません。",
        ["remedy.engine-version-not-offered"] = "ソースクラスターをアップグレードし、その後のスナップショットを使ってください。",
        ["finding.class-not-offered"] = "インスタンスクラス {class} は {version} では使えません。",
        ["remedy.class-not-offered"] = "次から選んでください：{classes}。",
        ["finding.class-not-in-zones"] = "インスタンスクラス {class} は、サブネットグループ {group} のある {zones} では使えません。",
        ["remedy.class-not-in-zones"] = "別のクラスか、別のアベイラビリティーゾーンのサブネットグループを選んでください。",
        ["finding.no-room-for-snapshots"] =
            "アカウント {account} の手動クラスタースナップショットは上限 {max} 個のうち {used} 個を使用中で、この申請に必要な空きがありません。",
        ["remedy.no-room-for-snapshots"] = "不要なスナップショットを削除するか、クォータを引き上げてください。",
        ["finding.no-room-for-clusters"] =
            "アカウント {account} のクラスターは上限 {max} 個のうち {used} 個を使用中で、この申請に必要な空きがありません。",
        ["remedy.no-room-for-clusters"] = "不要なクラスターを削除するか、クォータを引き上げてください。",
        ["finding.no-room-for-instances"] =
            "アカウント {account} のインスタンスは上限 {max} 個のうち {used} 個を使用中で、この申請に必要な空きがありません。",
        ["remedy.no-room-for-instances"] = "不要なインスタンスを削除するか、クォータを引き上げてください。",
        ["finding.room-for-snapshots"] =
            "アカウント {account} の手動クラスタースナップショットは上限 {max} 個のうち {used} 個を使用中で、空きは {left} 個です。",
        ["remedy.room-for-snapshots"] = "対応は不要です。",
        ["finding.room-for-clusters"] =
            "アカウント {account} のクラスターは上限 {max} 個のうち {used} 個を使用中で、空きは {left} 個です。",
        ["remedy.room-for-clusters"] = "対応は不要です。",
        ["finding.room-for-instances"] =
            "アカウント {account} のインスタンスは上限 {max} 個のうち {used} 個を使用中で、空きは {left} 個です。",
        ["remedy.room-for-instances"] = "対応は不要です。",
        ["finding.copies-running"] = "アカウント {account} では、AWS が同時に行う {most} 件のコピーのうち {running} 件が実行中です。",
        ["remedy.copies-running"] = "対応は不要です。空きがあります。",
        ["finding.copies-queue"] =
            "アカウント {account} では {running} 件のコピーが実行中です。AWS が同時に行うのは {most} 件なので、順番を待ちます。",
        ["remedy.copies-queue"] = "対応は不要です。自動的に始まります。",
        ["finding.similar-running"] = "{name} の申請 {request} が、すでにクラスター {source} を同じ経路で扱っています（状態：{status}）。",
        ["remedy.similar-running"] = "その結果を一緒に使えないか尋ねてください。",
        ["finding.similar-ready"] = "{name} の申請 {request} が、すでにクラスター {source} から {cluster} を作っています。",
        ["remedy.similar-ready"] = "それで十分新しいか尋ねてください。",

        // What differs between two plans.
        ["changed.rules"] = "SnapshotShare の計画の規則が変わりました（{before} → {after}）。",
        ["changed.approvalRules"] = "経路の承認規則が変わりました（{before} → {after}）。",
        ["changed.goal"] = "目的が「{before}」から「{after}」に変わりました。",
        ["changed.route"] = "経路が {before} から {after} に変わりました。",
        ["changed.sourceAccount"] = "ソースアカウントが {before} から {after} に変わりました。",
        ["changed.targetAccount"] = "ターゲットアカウントが {before} から {after} に変わりました。",
        ["changed.region"] = "リージョンが {before} から {after} に変わりました。",
        ["changed.source"] = "ベーススナップショットが {before} から {after} に変わりました。",
        ["changed.takenAt"] = "ベーススナップショットの取得日時は {before} でしたが、その名前のものは現在 {after} です。",
        ["changed.sourceCluster"] = "ベーススナップショットのクラスターが {before} から {after} に変わりました。",
        ["changed.sourceKey"] = "ベーススナップショットのキーが {before} から {after} に変わりました。",
        ["changed.engine"] = "エンジンが {before} から {after} に変わりました。",
        ["changed.sharingKey"] = "共有用キーが {before} から {after} に変わりました。",
        ["changed.targetKey"] = "ターゲット側のキーが {before} から {after} に変わりました。",
        ["changed.sharingSnapshot"] = "共有するスナップショットが {before} から {after} に変わりました。",
        ["changed.targetSnapshot"] = "ターゲット側のコピーの名前が {before} から {after} に変わりました。",
        ["changed.targetCluster"] = "クラスターの名前が {before} から {after} に変わりました。",
        ["changed.writerInstance"] = "ライターの名前が {before} から {after} に変わりました。",
        ["changed.subnetGroup"] = "DB サブネットグループが {before} から {after} に変わりました。",
        ["changed.securityGroups"] = "セキュリティグループが {before} から {after} に変わりました。",
        ["changed.instanceClass"] = "インスタンスクラスが {before} から {after} に変わりました。",
        ["changed.clusterParameterGroup"] = "DB クラスターパラメータグループが {before} から {after} に変わりました。",
        ["changed.minCapacity"] = "最小の容量が {before} から {after} に変わりました。",
        ["changed.maxCapacity"] = "最大の容量が {before} から {after} に変わりました。",
        ["changed.masterPassword"] = "マスターパスワードの扱いが {before} から {after} に変わりました。",
        ["changed.windowSeconds"] = "共有の最長時間が {before} から {after} に変わりました。",
        ["changed.lifeSeconds"] = "クラスターの利用期間が {before} から {after} に変わりました。",
        ["changed.admittedPrincipals"] = "共有用キーのポリシーが使用を許可する相手が {before} から {after} に変わりました。",
        ["changed.steps"] = "手順が {before} から {after} に変わりました。",

        // Findings of a step, and their cures.
        ["finding.name-taken"] = "アカウント {account} にはすでに {resource} があり、この申請のものではありません。手を触れません。",
        ["remedy.name-taken"] = "別の名前で申請し直すか、不要なら {resource} を削除してください。",
        ["finding.source-gone"] =
            "ベーススナップショット {snapshot} がアカウント {account} からなくなりました。自動スナップショットは保持期間で消えます。",
        ["remedy.source-gone"] = "存在するスナップショットから申請し直してください。",
        ["finding.source-replaced"] =
            "スナップショット {snapshot} は承認されたものではありません。承認されたものは {approved} に、これは {found} に取得されました。誰かが置き換えました。",
        ["finding.snapshot-failed"] = "AWS がスナップショット {snapshot} の処理を断念しました。ステータスは {status} です。",
        ["finding.restore-failed"] = "AWS が {resource} の処理を断念しました。ステータスは {status} です。",
        ["finding.copy-under-foreign-key"] =
            "スナップショット {snapshot} は、アカウント {account} のものではないキー {key} で暗号化されました。",
        ["finding.share-closed-early"] = "ターゲットアカウントがコピーを持つ前に、{snapshot} の共有が終わりました。",
        ["finding.sharing-snapshot-gone"] = "共有用スナップショット {snapshot} がなくなりました。誰かが削除しました。",
        ["finding.vanished"] = "手順「{step}」で作ったものがなくなりました。誰かが削除しました。",
        ["finding.takes-too-long"] =
            "手順「{step}」に想定よりはるかに長い時間がかかっています（AWS の応答：{status}）。何も失われていません。確認を続けます。",
        ["finding.takes-too-long-still"] =
            "手順「{step}」に想定よりはるかに長い時間がかかっています。{what}何も失われていません。確認を続けます。",
        ["remedy.takes-too-long"] = "AWS コンソールで確かめてください。終わりそうになければ申請を取り消してください。",
        ["remedy.ask-again"] = "この申請が作ったものはすべて削除します。原因がなくなったら、申請し直してください。",
        ["finding.cluster-has-others"] = "クラスター {cluster} に、SnapshotShare が作っていないインスタンスがあります：{what}",
        ["remedy.cluster-has-others"] = "{what} を削除してください。その後クラスターは自動的に削除されます。",
        ["finding.cluster-protected"] = "誰かが {cluster} の削除保護を有効にしました。",
        ["remedy.cluster-protected"] = "削除してよければ無効にしてください。その後自動的に削除されます。",

        // Refused or failed calls, and their cures.
        ["finding.aws-access-denied"] =
            "アカウント {account} のロールには {action} が許可されていません（手順 {step}）。ロールのポリシーで許可してください。",
        ["remedy.aws-access-denied"] = "ロールのポリシーに次のステートメントを加えてください。申請は自動的に続きます。",
        ["finding.aws-role-not-assumable"] =
            "アカウント {account} のロールを引き受けられません（手順 {step}）。信頼ポリシーで SnapshotShare を許可してください。",
        ["remedy.aws-role-not-assumable"] =
            "ロールの信頼ポリシーと外部 ID、SnapshotShare の認証情報に sts:AssumeRole が許可されていることを確かめてください。申請は自動的に続きます。",
        ["finding.aws-key-not-accessible"] =
            "アカウント {account} で、{resource} を使えないため {action} が拒否されました（手順 {step}）。キーと両方のポリシーで許可してください。",
        ["remedy.aws-key-not-accessible"] =
            "キーが有効であること、キーポリシーがアカウントに kms:CreateGrant と kms:DescribeKey を含む使用を許可していること、ロールのポリシーも次のとおり許可していることが必要です。申請は自動的に続きます。",
        ["finding.aws-quota"] = "アカウント {account} には {action} に必要な空きがありません（手順 {step}）：{message}",
        ["remedy.aws-quota"] = "不要なものを削除するか、クォータを引き上げてください。申請は自動的に続きます。",
        ["finding.aws-capacity"] = "AWS には現在、アカウント {account} の {action} のための容量がありません（手順 {step}）。",
        ["remedy.aws-capacity"] = "ふつうは解消します。申請は自動的に再試行します。",
        ["finding.aws-snapshot-not-found"] = "アカウント {account} から、{action} に必要なスナップショットが見えません（手順 {step}）。",
        ["remedy.aws-snapshot-not-found"] = "共有した直後なら数分で見えます。そうでなければ、共有かスナップショットが取り除かれています。",
        ["finding.aws-network"] =
            "アカウント {account} のサブネットかセキュリティグループが {action} に合いません（手順 {step}）：{message}",
        ["remedy.aws-network"] = "経路の DB サブネットグループかセキュリティグループを直してください。申請は自動的に続きます。",
        ["finding.aws-parameter-group"] =
            "アカウント {account} で {action} に必要なパラメータグループがありません（手順 {step}）：{message}",
        ["remedy.aws-parameter-group"] = "作成するか、経路を直して申請し直してください。",
        ["finding.aws-state"] = "アカウント {account} で {action} の対象がまだ準備できていません（手順 {step}）：{message}",
        ["remedy.aws-state"] = "ふつうは解消します。申請は自動的に再試行します。",
        ["finding.aws-invalid"] = "アカウント {account} で AWS が {action} のパラメータを不正として拒否しました（手順 {step}）：{message}",
        ["remedy.aws-invalid"] = "AWS の応答は下にあります。経路か申請の内容を直して、申請し直してください。",
        ["finding.aws-credentials"] =
            "アカウント {account} の {action} で、AWS が SnapshotShare の認証情報を受け付けません（手順 {step}）。",
        ["remedy.aws-credentials"] =
            "SnapshotShare が使うアクセスキーかプロファイルと、このマシンの時計を確かめてください。申請は自動的に続きます。",
        ["finding.aws-session"] = "アカウント {account} で {action} を求めたとき、ロールのセッションが切れていました（手順 {step}）。",
        ["remedy.aws-session"] = "対応は不要です。新しいセッションで申請は自動的に続きます。",
        ["finding.aws-throttled"] = "アカウント {account} で、AWS が呼び出しをスロットリングしています（手順 {step}、{action}）。",
        ["remedy.aws-throttled"] = "申請は間隔をあけて自動的に続きます。",
        ["finding.aws-server"] = "アカウント {account} の {action} で AWS 側の障害が起きました（手順 {step}）：{message}",
        ["remedy.aws-server"] = "対応は不要です。行われたかどうかは次の確認で分かります。",
        ["finding.aws-no-answer"] = "アカウント {account} の {action} に AWS が応答しませんでした（手順 {step}）：{message}",
        ["remedy.aws-no-answer"] = "行われたかどうかは次の確認で分かります。続くようならネットワークを確かめてください。",
        ["finding.rule-youngest-snapshot"] =
            "経路 {route} の規則 YoungestSnapshot：{snapshot} は {taken} に取得されました。{limit} 以上経過している必要があります。",
        ["remedy.rule-youngest-snapshot"] = "より古いスナップショットを名前で指定してください。",
        ["finding.rule-oldest-snapshot"] =
            "経路 {route} の規則 OldestSnapshot：{snapshot} は {taken} に取得されました。{limit} より古いものは使えません。",
        ["remedy.rule-oldest-snapshot"] = "最新の自動スナップショット、または今取得するものを指定してください。",
        ["finding.rule-instance-class"] =
            "経路 {route} の規則 InstanceClasses：{class} は許可されていません。許可されているもの：{classes}。",
        ["remedy.rule-instance-class"] = "許可されたクラスから選んでください。",
        ["notice.waits-for-approval"] =
            "{name} が、{cluster} のデータをアカウント {account} で使う申請をしました（申請 {request}）。承認または却下してください。{what}",
        ["notice.waits-for-approval-share"] =
            "{name} が、{cluster} のデータをアカウント {account} に共有する申請をしました（申請 {request}）。承認または却下してください。{what}",
        ["notice.approved"] = "{name} の申請 {request}（{cluster} のデータ）が承認されました。{what}",
        ["notice.rejected"] = "{name} の申請 {request}（{cluster} のデータ）が却下されました。{what}",
        ["notice.ready"] =
            "申請 {request} が完了しました。{name} は {cluster} のデータをアカウント {account} で使えます。共有はもうありません。",
        ["notice.failed"] = "{name} の申請 {request}（{cluster} のデータ）は失敗しました。{what}",
        ["notice.unanswered"] = "{name} の申請 {request}（{cluster} のデータ）に期限内の回答がありませんでした。",
        ["notice.about-to-expire"] = "申請 {request}（{name}）の開発クラスターは、延長しなければ {until} に削除されます。",
        ["notice.blocked"] = "{name} の申請 {request}（{cluster} のデータ）は対応待ちです。{what}",
        ["notice.unshare-failed"] = "{cluster} の共有を解除できませんでした（申請 {request}）。再試行を続けます。手で解除するには：{close}",
        ["notice.share-returned"] = "解除した {cluster} の共有が再び現れました（申請 {request}）。解除しています。",
        ["notice.drift-found"] =
            "アカウント {account} のスナップショット {snapshot} が {with} に共有されていますが、これに当たる申請がありません。概要のページで扱いを決めてください。",
        ["notice.frozen"] = "共有を凍結しました。現在の共有はすべて解除中で、新しい共有は行いません。",
        ["notice.freeze-lifted"] = "凍結が解除されました。共有を再開します。",
        ["notice.ledger-head"] = "台帳の最新ヘッドです（保管用）。",
        ["finding.aws-refused"] = "アカウント {account} で AWS が {action} を拒否しました（手順 {step}）：{message}",
        ["remedy.aws-refused"] = "AWS の応答は下にあります。原因がなくなれば申請は自動的に続きます。",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
