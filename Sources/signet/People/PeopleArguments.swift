public import ArgumentParser
public import Policy

extension Person.Status: ExpressibleByArgument {}

extension PeopleSource: ExpressibleByArgument {}
