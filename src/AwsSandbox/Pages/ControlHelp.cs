namespace SnapshotShare.AwsSandbox.Pages;

internal static class ControlHelp
{
    public const string Html = """
        <section><h2>Trouble on demand</h2>
        <p>From this machine only. Bodies are JSON; <code>account</code> and <code>operation</code> (with <code>*</code>) narrow a fault down,
        <code>skip</code> lets calls pass first, <code>count</code> says how many it hits.</p>
        <pre>curl -d '{"kind":"Throttling","operation":"Describe*","count":3}' http://HOST/_sandbox/faults
        curl -d '{"kind":"InternalFailure"}' …            500
        curl -d '{"kind":"ServiceUnavailable"}' …         503
        curl -d '{"kind":"AnswerLost","operation":"CopyDBClusterSnapshot"}' …   the work is done, the connection breaks
        curl -d '{"kind":"RequestLost"}' …                the connection breaks before anything is done
        curl -d '{"kind":"ExpiredToken","account":"123456789000"}' …            the role's session is over
        curl -d '{"kind":"SlowShare","seconds":60}' …     the next share (or its end) takes 60 s to be seen
        curl -d '{"kind":"CopyFails","percent":40}' …     the next copy fails at 40 %
        curl -d '{"kind":"KeyDisabledMidCopy","percent":40,"keyArn":"arn:…"}' … its key (default: the source's) is disabled there
        curl -d '{"kind":"RestoreFails","status":"incompatible-restore"}' …
        curl -d '{"kind":"InstanceFails","status":"incompatible-network"}' …
        curl -d '{"kind":"ExportFails","percent":40}' …   the next export to S3 fails at 40 %
        curl -X DELETE http://HOST/_sandbox/faults
        curl http://HOST/_sandbox/totals                  since the start: calls, and how many each kind of trouble hit
        curl http://HOST/_sandbox/shares                  since the start: every share with its beginning and end</pre>
        <h2>Changing the world</h2>
        <pre>POST /_sandbox/reset      {}                                           the first state again
        POST /_sandbox/speed      {"speed":60}                                 what is under way goes on at the new speed
        POST /_sandbox/quotas     {"manualClusterSnapshots":3}                 also clusters, instances, copiesInProgress, …
        POST /_sandbox/rules      {"refuseSharingUnderDefaultKey":false}       what AWS's documentation leaves open
        POST /_sandbox/durations  {"copySnapshot":60}                          minutes on AWS
        POST /_sandbox/keys       {"key":"arn:aws:kms:…","state":"Disabled"}   or "policy":{…}
        POST /_sandbox/roles      {"account":"123456789000","name":"SnapshotShare","actions":["rds:Describe*"],"externalId":"x"}   or "policy":{…} beside its actions
        POST /_sandbox/snapshots  {"account":"987654321000","count":10000,"prefix":"bulk","sharedWith":"123456789000","version":"8.0.mysql_aurora.3.02.2"}
        POST /_sandbox/versions   {"engine":"aurora-mysql","version":"8.0.mysql_aurora.3.04.1","status":"deprecated"}   AWS offers it no more, or again ("available")
        POST /_sandbox/exports    {"source":"arn:aws:rds:…","name":"mine","bucket":"exports"}   somebody exports a snapshot or a cluster to S3</pre>
        </section>
        """;
}
