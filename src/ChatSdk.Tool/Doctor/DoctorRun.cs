using System.Diagnostics;
using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>Runs the probes one after the other, and collects their findings.</summary>
internal sealed class DoctorRun
{
    private readonly IReadOnlyList<Probe> _probes;
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);

    /// <summary>Creates a run of the selected probes, and of those that they need.</summary>
    /// <param name="only">The names of probes and groups; all if it is empty.</param>
    /// <param name="skip">The names of probes and groups that do not run.</param>
    public DoctorRun(IReadOnlyList<string> only, IReadOnlyList<string> skip)
    {
        var wanted = ProbeList.All.Where(probe => (only.Count == 0 || only.Any(probe.Matches)) && !skip.Any(probe.Matches)).Select(probe => probe.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var probe in ProbeList.All.Reverse().Where(probe => probe.Needs is not null && wanted.Contains(probe.Name)))
        {
            wanted.Add(probe.Needs!);
        }

        // Without the list of models, the probes would not know a model.
        if (!skip.Contains("models", StringComparer.OrdinalIgnoreCase) && wanted.Contains("answer"))
        {
            wanted.Add("models");
        }

        _probes = [.. ProbeList.All.Where(probe => wanted.Contains(probe.Name))];
    }

    /// <summary>Gets the number of probes.</summary>
    public int Count => _probes.Count;

    /// <summary>Gets an estimate of the tokens that the probes use.</summary>
    public int Tokens => _probes.Sum(probe => probe.Tokens);

    /// <summary>Runs the probes.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="maxTokens">The maximum number of tokens of all requests.</param>
    /// <param name="timeLimit">The time limit of each probe.</param>
    /// <param name="progress">Receives each probe before it starts.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public async Task<DoctorReport> RunAsync(ServerConnection connection, int maxTokens, TimeSpan timeLimit, Action<Probe> progress, CancellationToken cancellationToken)
    {
        using var session = new ProbeSession(connection, maxTokens, cancellationToken);
        List<ProbeResult> results = [];
        foreach (var probe in _probes)
        {
            progress(probe);
            var start = Stopwatch.GetTimestamp();
            var finding = _findings[probe.Name] = Skipped(probe) ?? await RunAsync(probe, session, timeLimit, cancellationToken);
            results.Add(Result(probe, finding, session.Secrets, Stopwatch.GetElapsedTime(start)));
        }

        var failure = _findings.Values.FirstOrDefault(finding => finding.ExitCode is not null);
        return new()
        {
            Address = session.Connection.SafeAddress,
            Model = session.Connection.Model,
            Date = TimeProvider.System.GetUtcNow(),
            Version = typeof(DoctorRun).Assembly.GetName().Version!.ToString(3),
            Requests = session.Requests,
            Tokens = session.Budget.Spent.TotalTokens,
            MaxTokens = maxTokens,
            Failure = failure is null ? null : session.Secrets.Hide(failure.Summary),
            ExitCode = failure?.ExitCode ?? ExitCodes.Success,
            Results = results,
        };
    }

    private Finding? Skipped(Probe probe)
    {
        if (_findings.Any(finding => finding.Value.ExitCode is not null))
        {
            return Finding.Skipped("The server could not be probed.");
        }

        return probe.Needs is not { } needed || _findings[needed] is { Support: Support.Supported or Support.Odd, IsUsable: true }
            ? null
            : Finding.Skipped($"The probe \"{needed}\" did not succeed.");
    }

    private static async Task<Finding> RunAsync(Probe probe, ProbeSession session, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit);
        try
        {
            return await probe.RunAsync(session, limit.Token);
        }
        catch (ChatBudgetException)
        {
            return Finding.Skipped("The budget of tokens would be exceeded. Increase --max-tokens.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Unknown(string.Create(CultureInfo.InvariantCulture, $"The probe did not end within {timeLimit.TotalSeconds} seconds."));
        }
        catch (ArgumentException error)
        {
            return Finding.Unknown(Printable.Line(error.Message));
        }
    }

    private static ProbeResult Result(Probe probe, Finding finding, Secrets secrets, TimeSpan time) => new()
    {
        Name = probe.Name,
        Group = probe.Group,
        Title = probe.Title,
        Support = finding.Support,
        Summary = secrets.Hide(finding.Summary),
        Evidence = finding.Evidence is { Length: > 0 } evidence ? secrets.Hide(evidence) : null,
        Library = finding.Library is { } library ? secrets.Hide(library) : null,
        Setting = finding.Setting,
        Milliseconds = (long)time.TotalMilliseconds,
    };
}
