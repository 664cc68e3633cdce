using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace ChatSdk.Tests.Requirements;

/// <summary>
/// Marks a fixture whose tests need something that not every machine has, and sets its category. If the requirement is
/// not met, the fixture has no tests. Instead, <see cref="RequirementTests"/> has one skipped test per category, which says what to install.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class NeedsAttribute(string category, string whatToDo) : CategoryAttribute(category), IFixtureBuilder2
{
    private readonly NUnitTestFixtureBuilder _builder = new();

    /// <summary>Gets what the tests need, with the commands that install it.</summary>
    public string WhatToDo => $"{Name} tests need {whatToDo}";

    /// <summary>Gets a value indicating whether this machine meets the requirement.</summary>
    public abstract bool IsMet { get; }

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo) => BuildFrom(typeInfo, new EveryTest());

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo, IPreFilter filter) =>
        [IsMet ? _builder.BuildFrom(typeInfo, filter) : new TestFixture(typeInfo)];

    protected static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));

    protected static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    private sealed class EveryTest : IPreFilter
    {
        public bool IsMatch(Type type) => true;

        public bool IsMatch(Type type, System.Reflection.MethodInfo method) => true;
    }
}
