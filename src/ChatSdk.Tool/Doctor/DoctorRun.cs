using System.Diagnostics;
using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>Runs the probes one after the other, and collects their findings.</summary>
internal sealed class DoctorRun
{
    private readonly IReadOnlyList<Probe> _probes;
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);

    /// <summary>Creates a run of the selected probes, and of those that they need.</summary>
    /// <param name="only">The names of probes and groups to run; if there are none, all probes run.</param>
    /// <param name="skip">The names of probes and groups that do not run, unless a selected probe needs them.</param>
    public DoctorRun(IReadOnlyList<string> only, IReadOnlyList<string> skip)
    {
        var wanted = ProbeList.All.Where(probe => (only.Count == 0 || only.Any(probe.Matches)) && !skip.Any(probe.Matches)).Select(probe => probe.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var probe in ProbeList.All.Reverse().Where(probe => probe.Needs is not null && wanted.Contains(probe.Name)))
        {
            wanted.Add(probe.Needs!);
        }

        // Without the list of models, the probes would not know which model to use.
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
    /// <param name="maxTokens">The maximum number of tokens for all requests together.</param>
    /// <param name="timeLimit">The time limit for each probe.</param>
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

        var failure = Failure();
        return new()
        {
            Address = session.Connection.SafeAddress,
            Authentication = session.Connection.Authentication,
            Model = session.Connection.Model,
            Date = TimeProvider.System.GetUtcNow(),
            Version = typeof(DoctorRun).Assembly.GetName().Version!.ToString(3),
            Requests = session.Requests,
            Tokens = session.Tokens,
            MaxTokens = maxTokens,
            Failure = failure is null ? null : session.Secrets.Hide(failure.Summary),
            ExitCode = failure?.ExitCode ?? ExitCodes.Success,
            Results = [.. results.GroupBy(result => result.Group, StringComparer.Ordinal).SelectMany(group => group)],
        };
    }

    // If the server can neither send a complete answer nor stream one, it cannot be used.
    private Finding? Failure()
    {
        var answers = _findings.Where(finding => finding.Key is "answer" or "stream").Select(finding => finding.Value).ToList();
        return _findings.Values.FirstOrDefault(finding => finding.ExitCode is not null)
            ?? (answers.Exists(IsFound) ? null : answers.FirstOrDefault() is { } answer ? answer with { ExitCode = ExitCodes.UnusableAnswer } : null);
    }

    private Finding? Skipped(Probe probe)
    {
        if (_findings.Any(finding => finding.Value.ExitCode is not null))
        {
            return Finding.Skipped("The server could not be probed.");
        }

        return probe.Needs is not { } needed || IsFound(_findings[needed]) ? null : Finding.Skipped($"The probe \"{needed}\" did not succeed.");
    }

    private static bool IsFound(Finding finding) => finding is { Support: Support.Supported or Support.Odd, IsUsable: true };

    private static async Task<Finding> RunAsync(Probe probe, ProbeSession session, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit);
        try
        {
            return await probe.RunAsync(session, limit.Token);
        }
        catch (TokenBudgetException budget)
        {
            return Finding.Skipped(budget.Message) with { ExitCode = session.Answer is null && session.Stream is null ? ExitCodes.LimitReached : null };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Unknown(string.Create(CultureInfo.InvariantCulture, $"The probe did not end within {timeLimit.TotalSeconds} seconds (--timeout)."));
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
        Evidence = finding.Evidence?.Hide(secrets),
        Library = finding.Library is { } library ? secrets.Hide(library) : null,
        Setting = finding.Setting,
        Milliseconds = (long)time.TotalMilliseconds,
    };
}
