using ChatSdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Notifies the options monitor only if a value in a client's configuration sections has changed. The configuration itself reports every
/// reload, even if none of these values has changed, and each notification resets the client's circuit breakers and cooldowns.
/// </summary>
internal sealed class OptionsSectionWatch : IOptionsChangeTokenSource<ChatClientOptions>, IDisposable
{
    private readonly List<OptionsSection> _sections;
    private readonly List<IDisposable> _registrations;
    private List<KeyValuePair<string, string?>> _values;
    private ConfigurationReloadToken _change = new();

    public OptionsSectionWatch(string name, IEnumerable<OptionsSection> sections)
    {
        Name = name;
        _sections = [.. sections.Where(section => section.Name == name)];
        _values = Values();
        _registrations = [.. _sections.Select(section => ChangeToken.OnChange(section.Section.GetReloadToken, Compare))];
    }

    public string? Name { get; }

    public IChangeToken GetChangeToken() => Volatile.Read(ref _change);

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Compare()
    {
        var values = Values();
        if (!values.SequenceEqual(Interlocked.Exchange(ref _values, values)))
        {
            // The new token must be in place first, because the monitor requests it before it processes this change.
            Interlocked.Exchange(ref _change, new ConfigurationReloadToken()).OnReload();
        }
    }

    private List<KeyValuePair<string, string?>> Values() =>
        [.. _sections.SelectMany(section => ConfigurationExtensions.AsEnumerable(section.Section)).OrderBy(value => value.Key, StringComparer.Ordinal)];
}
